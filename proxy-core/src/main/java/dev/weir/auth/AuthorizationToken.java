package dev.weir.auth;

import java.time.Instant;

/**
 * A token as its owner gets it.
 *
 * @param text what goes into an {@code Authorization} header; opaque to clients, and a secret
 * @param expiration the first moment at which it no longer counts; whole seconds
 */
public record AuthorizationToken(String text, Instant expiration) {
  @Override
  public String toString() {
    return "AuthorizationToken[expiration=" + expiration + "]";
  }
}
