package dev.weir.testing.server;

import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaderValues;
import io.netty.handler.codec.http.HttpHeaders;
import io.netty.handler.codec.http.HttpVersion;
import java.util.Optional;

/**
 * A request as the server saw it.
 *
 * @param method in capitals
 * @param target as sent: path and query, still encoded
 * @param path the name the {@link Site} gives to the target
 */
public record Seen(
    String method, String target, String path, HttpVersion version, HttpHeaders headers) {
  /** The first header of that name, in any case. */
  public Optional<String> header(String name) {
    return Optional.ofNullable(headers.get(name));
  }

  /** Whether the answer goes without its body. */
  public boolean head() {
    return method.equals("HEAD");
  }

  /** Whether the client wants the connection kept (RFC 9112, section 9.3). */
  boolean keepsAlive() {
    return old()
        ? asksFor(HttpHeaderValues.KEEP_ALIVE.toString())
        : !asksFor(HttpHeaderValues.CLOSE.toString());
  }

  /** Whether it is HTTP/1.0, which knows no chunks. */
  boolean old() {
    return version.equals(HttpVersion.HTTP_1_0);
  }

  private boolean asksFor(String option) {
    return headers.containsValue(HttpHeaderNames.CONNECTION, option, true);
  }
}
