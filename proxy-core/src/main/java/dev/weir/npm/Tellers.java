package dev.weir.npm;

import java.util.List;
import java.util.stream.IntStream;

/** Finds the source that says what is shown of a version which another one holds. Pure. */
public final class Tellers {
  private final List<PackumentSource> order;
  private final List<SourceVersions> sources;

  public Tellers(List<PackumentSource> order) {
    this.order = order;
    this.sources =
        IntStream.range(0, order.size()).mapToObj(s -> SourceVersions.of(order.get(s), s)).toList();
  }

  List<SourceVersions> sources() {
    return sources;
  }

  /** The place in the order of who tells of version {@code i} of source {@code s}; it may be it. */
  public int of(int s, int i) {
    if (order.get(s) instanceof PackumentSource.Versions held) {
      for (var name : held.tellers()) {
        for (int t = 0; t < order.size(); t++) {
          if (t != s && order.get(t).name().equals(name) && isSame(s, i, t)) {
            return t;
          }
        }
      }
    }
    return s;
  }

  /** Content that cannot be compared counts as the same: it came from there. */
  private boolean isSame(int s, int i, int t) {
    var held = sources.get(s);
    var told = sources.get(t);
    int j = told.find(held.version(i));
    if (j < 0) {
      return false;
    }
    var one = held.integrity(i);
    var other = told.integrity(j);
    return one.isEmpty() || other.isEmpty() || !one.get().contradicts(other.get());
  }
}
