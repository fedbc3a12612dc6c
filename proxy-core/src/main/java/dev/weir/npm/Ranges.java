package dev.weir.npm;

import java.util.Arrays;

/** Ascending ranges that do not overlap, in few bytes. Immutable. */
final class Ranges {
  /** from, to, from, to … */
  private final int[] bounds;

  private Ranges(int[] bounds) {
    this.bounds = bounds;
  }

  int size() {
    return bounds.length / 2;
  }

  int from(int i) {
    return bounds[2 * i];
  }

  int to(int i) {
    return bounds[2 * i + 1];
  }

  void encode(PackedWriter out) {
    out.number(size());
    int last = 0;
    for (int bound : bounds) {
      out.number(bound - last);
      last = bound;
    }
  }

  static Ranges decode(PackedReader in) {
    var bounds = new int[2 * in.count()];
    int last = 0;
    for (int i = 0; i < bounds.length; i++) {
      last += in.size();
      bounds[i] = last;
    }
    return new Ranges(bounds);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Ranges that && Arrays.equals(bounds, that.bounds);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(bounds);
  }

  @Override
  public String toString() {
    return Arrays.toString(bounds);
  }

  /** Collects ranges of members of one object. */
  static final class Builder {
    private int[] bounds = new int[16];
    private int size;

    /** Adds a member; one that follows the last after a single byte, their comma, prolongs it. */
    void add(int from, int to) {
      if (size > 0 && bounds[size - 1] + 1 == from) {
        bounds[size - 1] = to;
        return;
      }
      if (size == bounds.length) {
        bounds = Arrays.copyOf(bounds, 2 * size);
      }
      bounds[size++] = from;
      bounds[size++] = to;
    }

    Ranges build() {
      return new Ranges(Arrays.copyOf(bounds, size));
    }
  }
}
