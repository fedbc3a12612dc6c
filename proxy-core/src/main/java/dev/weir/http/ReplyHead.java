package dev.weir.http;

import static io.netty.handler.codec.http.HttpHeaderNames.CONNECTION;
import static io.netty.handler.codec.http.HttpHeaderNames.CONTENT_LENGTH;
import static io.netty.handler.codec.http.HttpHeaderNames.DATE;
import static io.netty.handler.codec.http.HttpHeaderNames.TRANSFER_ENCODING;

import io.netty.handler.codec.http.DefaultHttpHeadersFactory;
import io.netty.handler.codec.http.HttpHeaderValues;
import io.netty.handler.codec.http.HttpHeaders;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.HttpVersion;

/**
 * The header fields of a reply as they go out: the reply's own, and those that frame the body and
 * say what becomes of the connection. The reply's headers are copied, so a handler may use one set
 * for many replies.
 */
final class ReplyHead {
  /** A length that is not known yet: the body goes out chunked. */
  static final long UNKNOWN = -1;

  /** Whoever made the reply checked its headers when they were added. */
  private static final DefaultHttpHeadersFactory COPY =
      DefaultHttpHeadersFactory.headersFactory().withValidation(false);

  private ReplyHead() {}

  /** Whether the reply can have a body at all (RFC 9112, 6.3). */
  static boolean mayHaveBody(Request request, Reply reply) {
    return !request.head() && statusMayHaveBody(reply.status());
  }

  /** The fields for a body of {@code length} bytes that follows, or {@link #UNKNOWN}. */
  static HttpHeaders withBody(Request request, Reply reply, long length, boolean staysOpen) {
    var headers = copy(request, reply, staysOpen);
    if (length == UNKNOWN) {
      headers.remove(CONTENT_LENGTH);
      headers.set(TRANSFER_ENCODING, HttpHeaderValues.CHUNKED);
    } else {
      headers.set(CONTENT_LENGTH, length);
    }
    return headers;
  }

  /**
   * The fields for a reply whose body of {@code length} bytes, or {@link #UNKNOWN}, stays here. A
   * 304 says no length unless the reply does, since its own would be that of the representation.
   */
  static HttpHeaders withoutBody(Request request, Reply reply, long length, boolean staysOpen) {
    var headers = copy(request, reply, staysOpen);
    if (length != UNKNOWN && statusMayHaveBody(reply.status())) {
      headers.set(CONTENT_LENGTH, length);
    }
    return headers;
  }

  static boolean statusMayHaveBody(HttpResponseStatus status) {
    return status.code() != 304 && status.code() != 204;
  }

  private static HttpHeaders copy(Request request, Reply reply, boolean staysOpen) {
    var headers = COPY.newHeaders().add(reply.headers());
    headers.remove(TRANSFER_ENCODING);
    if (!staysOpen) {
      headers.set(CONNECTION, HttpHeaderValues.CLOSE);
    } else if (request.version().equals(HttpVersion.HTTP_1_0)) {
      headers.set(CONNECTION, HttpHeaderValues.KEEP_ALIVE);
    }
    if (!headers.contains(DATE)) {
      headers.set(DATE, DateField.now());
    }
    return headers;
  }
}
