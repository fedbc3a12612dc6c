package dev.weir.http;

import io.netty.buffer.Unpooled;
import io.netty.handler.codec.http.DefaultHttpHeaders;
import io.netty.handler.codec.http.HttpHeaders;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http.HttpVersion;
import io.netty.util.concurrent.ImmediateEventExecutor;
import java.net.InetAddress;
import java.net.InetSocketAddress;

/** Requests that came from no connection. */
final class Requests {
  private Requests() {}

  static Request get(String path) {
    return of(HttpMethod.GET, path);
  }

  /** With {@code Host: 127.0.0.1:9347}. */
  static Request of(HttpMethod method, String path) {
    return of(method, path, new DefaultHttpHeaders().set("Host", "127.0.0.1:9347"));
  }

  static Request of(HttpMethod method, String path, HttpHeaders headers) {
    var remote = new InetSocketAddress(InetAddress.getLoopbackAddress(), 50000);
    return of(method, path, headers, remote);
  }

  static Request of(HttpMethod method, String path, HttpHeaders headers, InetSocketAddress remote) {
    return new Request(
        method,
        HttpVersion.HTTP_1_1,
        path,
        path,
        "",
        headers,
        remote,
        false,
        ImmediateEventExecutor.INSTANCE,
        Unpooled.EMPTY_BUFFER);
  }
}
