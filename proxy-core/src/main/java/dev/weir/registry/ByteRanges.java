package dev.weir.registry;

import org.jspecify.annotations.Nullable;

/** What part of a body a client wants (RFC 9110, section 14). */
sealed interface ByteRanges {
  /** All of it: no range, several, or a unit or form that is not understood (14.2). */
  record Whole() implements ByteRanges {}

  /** {@code length} bytes from {@code offset}. */
  record Part(long offset, long length) implements ByteRanges {}

  /** Past the end: 416. */
  record Unsatisfiable() implements ByteRanges {}

  /** Of a {@code Range} header, for a body of {@code length} bytes. Never fails. */
  static ByteRanges of(@Nullable String header, long length) {
    if (header == null
        || !header.matches("bytes=(\\d{0,18}-\\d{0,18})")
        || header.equals("bytes=-")) {
      return new Whole();
    }
    int dash = header.indexOf('-');
    var first = header.substring("bytes=".length(), dash);
    var last = header.substring(dash + 1);
    return first.isEmpty()
        ? suffix(Long.parseLong(last), length)
        : between(
            Long.parseLong(first), last.isEmpty() ? Long.MAX_VALUE : Long.parseLong(last), length);
  }

  private static ByteRanges suffix(long count, long length) {
    if (count == 0 || length == 0) {
      return new Unsatisfiable();
    }
    long taken = Math.min(count, length);
    return new Part(length - taken, taken);
  }

  private static ByteRanges between(long first, long last, long length) {
    if (last < first) {
      return new Whole();
    }
    return first >= length
        ? new Unsatisfiable()
        : new Part(first, Math.min(last, length - 1) - first + 1);
  }
}
