package dev.weir.control;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * One page of a list.
 *
 * @param nextToken null on the last one
 */
public record Page<T>(List<T> elements, @Nullable String nextToken) {
  public Page {
    elements = List.copyOf(elements);
  }

  /**
   * The page of {@code sorted}, which begins where the listing goes on: behind the last key shown.
   *
   * @param key by which the elements are sorted and the next page finds its place
   */
  static <T> Page<T> of(Listing listing, Stream<T> sorted, Function<T, String> key) {
    var page = new ArrayList<T>();
    for (Iterator<T> all = sorted.iterator(); all.hasNext(); ) {
      if (page.size() == listing.max()) {
        return new Page<>(page, listing.tokenAfter(key.apply(page.get(page.size() - 1))));
      }
      page.add(all.next());
    }
    return new Page<>(page, null);
  }

  /** Whether a key lies behind what was shown so far. */
  static <K extends Comparable<K>> Predicate<K> behind(Listing listing, Function<String, K> parse) {
    return listing
        .after()
        .map(parse)
        .<Predicate<K>>map(last -> key -> key.compareTo(last) > 0)
        .orElse(key -> true);
  }

  <R> List<R> map(Function<T, R> form) {
    return elements.stream().map(form).toList();
  }
}
