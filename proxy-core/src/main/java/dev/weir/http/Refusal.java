package dev.weir.http;

import io.netty.buffer.Unpooled;
import io.netty.handler.codec.http.DefaultFullHttpResponse;
import io.netty.handler.codec.http.EmptyHttpHeaders;
import io.netty.handler.codec.http.FullHttpResponse;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaderValues;
import io.netty.handler.codec.http.HttpVersion;
import java.net.InetSocketAddress;

/** The reply to what never became a {@link Request}. */
final class Refusal {
  private Refusal() {}

  /** The whole reply; to HEAD without its body. */
  static FullHttpResponse response(
      RequestHead.Refused refused, String target, boolean head, ErrorForm form) {
    var error = new ServiceException(refused.status(), Outcome.CLIENT_ERROR, refused.message());
    var reply = Replies.of(error, target, form);
    if (!(reply.body() instanceof Reply.Body.Bytes body)) {
      throw new IllegalStateException("an error without a text");
    }
    reply
        .headers()
        .set(HttpHeaderNames.CONTENT_LENGTH, body.bytes().readableBytes())
        .set(HttpHeaderNames.CONNECTION, HttpHeaderValues.CLOSE)
        .set(HttpHeaderNames.DATE, DateField.now());
    if (head) {
      Replies.discard(reply);
    }
    return new DefaultFullHttpResponse(
        HttpVersion.HTTP_1_1,
        reply.status(),
        head ? Unpooled.EMPTY_BUFFER : body.bytes(),
        reply.headers(),
        EmptyHttpHeaders.INSTANCE);
  }

  static FinishedExchange finished(
      InetSocketAddress remote, String method, String target, int status, long bytes) {
    return new FinishedExchange(
        remote,
        method,
        target,
        "",
        FinishedExchange.REFUSED,
        Outcome.CLIENT_ERROR,
        status,
        bytes,
        0);
  }
}
