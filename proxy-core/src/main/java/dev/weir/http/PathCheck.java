package dev.weir.http;

import java.util.Optional;

/**
 * What is wrong with a path as such, whatever is served there. Pure.
 *
 * <p>For paths that no endpoint has read by rules of its own: a server in front of us may read one
 * of these another way than we do, so that it is refused rather than not found.
 */
public final class PathCheck {
  /** The most bytes of a segment, as sent. */
  private static final int MAX_SEGMENT = 3 * 255;

  private PathCheck() {}

  /** Says what is wrong with {@code path}, percent-encoded as sent, or nothing if it is well. */
  public static Optional<String> problem(String path) {
    int start = 1;
    while (start <= path.length()) {
      int slash = path.indexOf('/', start);
      int end = slash < 0 ? path.length() : slash;
      var problem = ofSegment(path.substring(start, end), slash < 0);
      if (problem.isPresent()) {
        return problem;
      }
      start = end + 1;
    }
    return Optional.empty();
  }

  private static Optional<String> ofSegment(String segment, boolean last) {
    if (segment.isEmpty()) {
      return last ? Optional.empty() : Optional.of("an empty segment");
    } else if (segment.length() > MAX_SEGMENT) {
      return Optional.of("a segment longer than %d bytes".formatted(MAX_SEGMENT));
    } else if (segment.indexOf('\\') >= 0) {
      return Optional.of("a backslash");
    }
    var decoded = new StringBuilder(segment.length());
    for (int i = 0; i < segment.length(); i++) {
      char c = segment.charAt(i);
      if (c == '%') {
        int b = decoded(segment, i);
        var problem = ofEncoded(b);
        if (problem.isPresent()) {
          return problem;
        }
        c = (char) b;
        i += 2;
      }
      decoded.append(c);
    }
    return isDots(decoded) ? Optional.of("a segment " + decoded) : Optional.empty();
  }

  private static int decoded(String segment, int percent) {
    if (percent + 2 >= segment.length()) {
      return -1;
    }
    int high = Character.digit(segment.charAt(percent + 1), 16);
    int low = Character.digit(segment.charAt(percent + 2), 16);
    return high < 0 || low < 0 ? -1 : high << 4 | low;
  }

  private static Optional<String> ofEncoded(int b) {
    if (b < 0) {
      return Optional.of("a percent sign without two hexadecimal digits");
    } else if (b == '%') {
      return Optional.of("encoded twice");
    } else if (b == '\\') {
      return Optional.of("a backslash");
    } else if (b == '/') {
      return Optional.of("an encoded slash");
    }
    return b < ' ' || b == 0x7f ? Optional.of("a control character") : Optional.empty();
  }

  private static boolean isDots(CharSequence decoded) {
    return ".".contentEquals(decoded) || "..".contentEquals(decoded);
  }
}
