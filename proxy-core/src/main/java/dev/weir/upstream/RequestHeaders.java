package dev.weir.upstream;

import dev.weir.upstream.UpstreamRequest.Target;
import io.netty.handler.codec.http.DefaultHttpHeaders;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaders;
import java.util.Optional;

/** What Weir sends along with a request. */
final class RequestHeaders {
  private static final String USER_AGENT =
      "weir/"
          + Optional.ofNullable(RequestHeaders.class.getPackage().getImplementationVersion())
              .orElse("dev");

  private RequestHeaders() {}

  /**
   * @param to if it is the origin's own server, it gets the credential, and no other does
   */
  static HttpHeaders of(UpstreamRequest request, Origin origin, Destination.To to) {
    var headers = new DefaultHttpHeaders();
    headers.set(HttpHeaderNames.HOST, host(to.address()));
    headers.set(HttpHeaderNames.USER_AGENT, USER_AGENT);
    headers.set(HttpHeaderNames.ACCEPT, request.accept());
    // Documents are text, and gzip of them is what every origin has ready; zstd and deflate are
    // undone if an origin sends them all the same. A tarball is compressed already and its bytes
    // must come as they are.
    headers.set(HttpHeaderNames.ACCEPT_ENCODING, isDocument(request) ? "gzip" : "identity");
    request.validators().etag().ifPresent(tag -> headers.set(HttpHeaderNames.IF_NONE_MATCH, tag));
    request
        .validators()
        .lastModified()
        .ifPresent(date -> headers.set(HttpHeaderNames.IF_MODIFIED_SINCE, date));
    request
        .payload()
        .ifPresent(
            payload ->
                headers
                    .set(HttpHeaderNames.CONTENT_TYPE, payload.contentType())
                    .set(HttpHeaderNames.CONTENT_LENGTH, payload.bytes().length));
    if (to.trusted()) {
      origin
          .credential()
          .ifPresent(own -> headers.set(HttpHeaderNames.AUTHORIZATION, own.header()));
    }
    return headers;
  }

  /** A tarball may be asked for by a path that was guessed, too. */
  private static boolean isDocument(UpstreamRequest request) {
    return !(request.target() instanceof Target.Tarball) && request.accept().contains("json");
  }

  private static String host(WebAddress address) {
    return address.onDefaultPort() ? address.host() : address.hostAndPort();
  }
}
