package dev.weir.npm;

/** A client's own value as it is said back to it: never long, never with control characters. */
public final class Shown {
  private static final int MAX = 100;

  private Shown() {}

  /** {@code value} for a message: 100 characters of it at most. For any thread. */
  public static String of(String value) {
    var shown = new StringBuilder();
    value.codePoints().limit(MAX).map(Shown::visible).forEach(shown::appendCodePoint);
    return value.codePointCount(0, value.length()) > MAX ? shown + "…" : shown.toString();
  }

  private static int visible(int c) {
    return Character.isISOControl(c) || Character.getType(c) == Character.SURROGATE ? '?' : c;
  }
}
