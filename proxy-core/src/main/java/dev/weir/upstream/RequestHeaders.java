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
   * @param trusted whether the request goes to the origin's own server, which alone gets the
   *     credential
   */
  static HttpHeaders of(UpstreamRequest request, Origin origin, boolean trusted) {
    var headers = new DefaultHttpHeaders();
    headers.set(HttpHeaderNames.USER_AGENT, USER_AGENT);
    headers.set(HttpHeaderNames.ACCEPT, request.accept());
    // Documents are text; a tarball is compressed already and its bytes must come as they are.
    headers.set(
        HttpHeaderNames.ACCEPT_ENCODING,
        request.target() instanceof Target.Tarball ? "identity" : "gzip");
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
    if (trusted) {
      origin
          .credential()
          .ifPresent(own -> headers.set(HttpHeaderNames.AUTHORIZATION, own.header()));
    }
    return headers;
  }
}
