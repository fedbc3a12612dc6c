package dev.weir.upstream;

import java.util.regex.Pattern;

/**
 * What may stand in a path that Weir asks an origin for. Origins and the proxies before them differ
 * in how they read dot segments, backslashes and control characters, so none may pass, encoded or
 * not; {@code %2f} may, since scoped packages have it.
 */
final class PathRules {
  private static final Pattern ALLOWED =
      Pattern.compile("(?:[A-Za-z0-9\\-._~!$&'()*+,;=:@/?\\[\\]]|%[0-9A-Fa-f]{2})*+");
  private static final Pattern DOTS = Pattern.compile("(?:^|/)\\.{1,2}(?:/|$)");
  private static final Pattern HIDDEN = Pattern.compile("[\\x00-\\x1f\\x7f\\\\]");

  private PathRules() {}

  /**
   * Gives {@code pathAndQuery} back if it is well-formed.
   *
   * @throws IllegalArgumentException saying what is wrong
   */
  static String checked(String pathAndQuery) {
    if (!ALLOWED.matcher(pathAndQuery).matches()) {
      throw new IllegalArgumentException(
          "path %s (expected: a percent-encoded path)".formatted(printable(pathAndQuery)));
    }
    int question = pathAndQuery.indexOf('?');
    String path = question < 0 ? pathAndQuery : pathAndQuery.substring(0, question);
    String decoded = decode(path);
    if (DOTS.matcher(decoded).find() || HIDDEN.matcher(decoded).find()) {
      throw new IllegalArgumentException(
          "path %s (expected: no dot segments, backslashes or controls)".formatted(path));
    }
    return pathAndQuery;
  }

  /** Each encoded byte as one character: enough to look for ASCII in it. */
  private static String decode(String path) {
    var decoded = new StringBuilder(path.length());
    for (int i = 0; i < path.length(); i++) {
      char c = path.charAt(i);
      if (c == '%') {
        c = (char) Integer.parseInt(path, i + 1, i + 3, 16);
        i += 2;
      }
      decoded.append(c);
    }
    return decoded.toString();
  }

  private static String printable(String text) {
    return text.replaceAll("[^\\x20-\\x7e]", "?");
  }
}
