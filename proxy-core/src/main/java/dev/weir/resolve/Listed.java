package dev.weir.resolve;

import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/**
 * A part of a listing, perhaps shorter than was asked for.
 *
 * @param next where the following part begins, empty after the last
 */
public record Listed<T, N>(List<T> items, Optional<N> next) {
  public Listed {
    items = List.copyOf(items);
  }

  /** The last part, with nothing in it. */
  public static <T, N> Listed<T, N> nothing() {
    return new Listed<>(List.of(), Optional.empty());
  }

  public <R> List<R> map(Function<T, R> each) {
    return items.stream().map(each).toList();
  }
}
