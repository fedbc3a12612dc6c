package dev.weir.http;

import io.netty.handler.codec.http.QueryStringDecoder;
import java.util.regex.Pattern;

/**
 * Takes secrets out of what is logged of a request's target. Pure.
 *
 * <p>{@code npm logout} sends {@code DELETE …/-/user/token/<the bearer token>}, and some tools put
 * tokens into the query. A path is judged as it reads decoded, so that no encoding hides one.
 */
final class Redaction {
  private static final String REDACTED = "[redacted]";

  private static final Pattern TOKEN_IN_PATH =
      Pattern.compile("(/(?:user|tokens)/token/).+", Pattern.CASE_INSENSITIVE | Pattern.DOTALL);

  private static final Pattern SECRET_NAME =
      Pattern.compile(
          "token|auth|pass|secret|signature|credential|otp|key", Pattern.CASE_INSENSITIVE);

  private Redaction() {}

  static String target(String target) {
    int mark = target.indexOf('?');
    return mark < 0
        ? path(target)
        : path(target.substring(0, mark)) + "?" + query(target.substring(mark + 1));
  }

  private static String path(String path) {
    if (path.indexOf('%') < 0 && !hasToken(path)) {
      return path;
    }
    var match = TOKEN_IN_PATH.matcher(decoded(path));
    return match.find() ? match.replaceFirst("$1" + REDACTED) : path;
  }

  /** Whether a segment of a path without encodings is called so; spares most paths the pattern. */
  private static boolean hasToken(String path) {
    for (int i = path.indexOf('/'); i >= 0; i = path.indexOf('/', i + 1)) {
      if (path.regionMatches(true, i, "/token/", 0, 7)) {
        return true;
      }
    }
    return false;
  }

  private static String query(String query) {
    var parameters = query.split("&", -1);
    for (int i = 0; i < parameters.length; i++) {
      int equals = parameters[i].indexOf('=');
      var name = equals < 0 ? parameters[i] : parameters[i].substring(0, equals);
      if (equals >= 0 && SECRET_NAME.matcher(decoded(name)).find()) {
        parameters[i] = name + "=" + REDACTED;
      }
    }
    return String.join("&", parameters);
  }

  private static String decoded(String text) {
    try {
      return QueryStringDecoder.decodeComponent(text);
    } catch (IllegalArgumentException malformed) {
      return text;
    }
  }
}
