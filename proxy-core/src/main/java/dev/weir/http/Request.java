package dev.weir.http;

import io.netty.handler.codec.http.HttpHeaders;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http.HttpVersion;
import io.netty.util.concurrent.EventExecutor;
import java.net.InetSocketAddress;

/**
 * A request's head. It has no body here: bodies of requests whose route takes none are read, within
 * a limit, and thrown away.
 *
 * @param method as sent; HEAD reaches handlers as HEAD and the server drops the reply's body
 * @param target as sent, in origin form: path and query, still percent-encoded
 * @param path the part of {@code target} before the first {@code ?}, still percent-encoded
 * @param query the part after it, or the empty string
 * @param remote the peer
 * @param secure whether this connection is TLS
 * @param loop the connection's event loop
 */
public record Request(
    HttpMethod method,
    HttpVersion version,
    String target,
    String path,
    String query,
    HttpHeaders headers,
    InetSocketAddress remote,
    boolean secure,
    EventExecutor loop) {
  public boolean head() {
    return method.equals(HttpMethod.HEAD);
  }

  /** GET or HEAD. */
  public boolean reads() {
    return head() || method.equals(HttpMethod.GET);
  }
}
