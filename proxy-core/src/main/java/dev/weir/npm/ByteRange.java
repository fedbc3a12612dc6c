package dev.weir.npm;

/** Bytes {@code from} (inclusive) to {@code to} (exclusive) of a decoded document. */
public record ByteRange(long from, long to) {
  public ByteRange {
    if (from < 0 || to < from) {
      throw new IllegalArgumentException(
          "range: %d to %d (expected: 0 <= from <= to)".formatted(from, to));
    }
  }

  public long length() {
    return to - from;
  }
}
