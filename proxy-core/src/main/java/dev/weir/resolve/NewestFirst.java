package dev.weir.resolve;

import dev.weir.npm.SemVer;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/**
 * Versions, the greatest Semantic Version first; what is none comes last, by its text.
 *
 * @param first as many as were wanted
 * @param more how many were left out
 */
record NewestFirst<T>(List<T> first, int more) {
  NewestFirst {
    first = List.copyOf(first);
  }

  private record Ranked<T>(Optional<SemVer> version, String text, T value) {
    int compare(Ranked<T> other) {
      int order =
          version.isPresent() && other.version.isPresent()
              ? other.version.get().compareTo(version.get())
              : Boolean.compare(other.version.isPresent(), version.isPresent());
      return order != 0 ? order : other.text.compareTo(text);
    }
  }

  /**
   * Puts {@code all} in order and leaves out what is too much.
   *
   * @param version tells the version of a value
   */
  static <T> NewestFirst<T> of(List<T> all, Function<T, String> version, int most) {
    Comparator<Ranked<T>> order = Ranked::compare;
    var first =
        all.stream()
            .map(one -> ranked(one, version.apply(one)))
            .sorted(order)
            .limit(most)
            .map(Ranked::value)
            .toList();
    return new NewestFirst<>(first, all.size() - first.size());
  }

  private static <T> Ranked<T> ranked(T value, String version) {
    return new Ranked<>(SemVer.parse(version), version, value);
  }
}
