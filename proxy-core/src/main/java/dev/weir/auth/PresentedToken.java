package dev.weir.auth;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Optional;

/**
 * The token in an {@code Authorization} field: as a bearer (RFC 6750), or as the password of user
 * {@code aws} in the basic scheme (RFC 7617), for clients that know no other. Pure.
 */
public final class PresentedToken {
  private static final String BEARER = "Bearer ";
  private static final String BASIC = "Basic ";
  private static final String USER = "aws:";

  private PresentedToken() {}

  /** The token, whatever it is worth; empty if the field holds something else. */
  public static Optional<String> in(String authorization) {
    if (hasScheme(authorization, BEARER)) {
      return word(authorization.substring(BEARER.length()));
    }
    if (hasScheme(authorization, BASIC)) {
      return decoded(authorization.substring(BASIC.length()).strip())
          .filter(pair -> pair.startsWith(USER))
          .flatMap(pair -> word(pair.substring(USER.length())));
    }
    return Optional.empty();
  }

  /** Schemes are compared whatever their case (RFC 9110, 11.1). */
  private static boolean hasScheme(String authorization, String scheme) {
    return authorization.regionMatches(true, 0, scheme, 0, scheme.length());
  }

  private static Optional<String> word(String text) {
    var token = text.strip();
    return token.isEmpty() || token.chars().anyMatch(c -> c <= ' ')
        ? Optional.empty()
        : Optional.of(token);
  }

  private static Optional<String> decoded(String base64) {
    try {
      return Optional.of(
          new String(Base64.getDecoder().decode(base64), StandardCharsets.ISO_8859_1));
    } catch (IllegalArgumentException notBase64) {
      return Optional.empty();
    }
  }
}
