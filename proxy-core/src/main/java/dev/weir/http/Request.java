package dev.weir.http;

import dev.weir.io.ByteStream;
import dev.weir.io.NoBytes;
import io.netty.buffer.ByteBuf;
import io.netty.handler.codec.http.HttpHeaders;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http.HttpVersion;
import io.netty.util.concurrent.EventExecutor;
import java.net.InetSocketAddress;

/**
 * A request: its head, and its body where its {@link Route} takes one. Other bodies are read,
 * within a limit, and thrown away.
 *
 * @param method as sent; HEAD reaches handlers as HEAD and the server drops the reply's body
 * @param target as sent, in origin form: path and query, still percent-encoded
 * @param path the part of {@code target} before the first {@code ?}, still percent-encoded
 * @param query the part after it, or the empty string
 * @param remote the peer
 * @param secure whether this connection is TLS
 * @param loop the connection's event loop
 * @param body the whole body as sent, any {@code Content-Encoding} included, or empty. The server
 *     owns it: it may be read until the handler's stage completes, and whoever wants it longer
 *     retains it
 * @param stream the body while it comes, where the route takes it so; else at its end. The server
 *     closes it when the handler's stage completes
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
    EventExecutor loop,
    ByteBuf body,
    ByteStream stream) {
  /** A request whose body is not streamed. */
  public Request(
      HttpMethod method,
      HttpVersion version,
      String target,
      String path,
      String query,
      HttpHeaders headers,
      InetSocketAddress remote,
      boolean secure,
      EventExecutor loop,
      ByteBuf body) {
    this(method, version, target, path, query, headers, remote, secure, loop, body, NoBytes.STREAM);
  }

  public boolean head() {
    return method.equals(HttpMethod.HEAD);
  }

  /** The same request with its body, whose reference count stays as it is. */
  Request with(ByteBuf body) {
    return new Request(method, version, target, path, query, headers, remote, secure, loop, body);
  }

  /** The same request with a body that comes. */
  Request with(ByteStream stream) {
    return new Request(
        method, version, target, path, query, headers, remote, secure, loop, body, stream);
  }

  /** GET or HEAD. */
  public boolean reads() {
    return head() || method.equals(HttpMethod.GET);
  }
}
