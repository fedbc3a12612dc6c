package dev.weir.compare.peer;

import dev.weir.compare.wire.WireReply;
import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelHandlerContext;
import io.netty.handler.codec.http.DefaultFullHttpResponse;
import io.netty.handler.codec.http.EmptyHttpHeaders;
import io.netty.handler.codec.http.HttpHeaders;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.HttpVersion;
import io.netty.handler.codec.http.ReadOnlyHttpHeaders;
import io.netty.util.AsciiString;
import java.util.stream.Stream;

/** Goes through Netty's encoder: headers that are made once, and a body in direct memory. */
final class FixedAnswer implements Answer.Whole {
  private final HttpResponseStatus status;
  private final HttpHeaders headers;
  private final ByteBuf body;

  FixedAnswer(WireReply captured, ByteBuf body, DateClock date) {
    this.status = HttpResponseStatus.valueOf(captured.status());
    this.headers = headers(captured, date);
    this.body = body;
  }

  /**
   * Read-only headers are an array, quicker to encode than the linked entries of the default ones.
   */
  static HttpHeaders headers(WireReply captured, DateClock date) {
    var pairs =
        captured.headers().stream()
            .flatMap(
                header ->
                    Stream.<CharSequence>of(
                        AsciiString.of(header.name()),
                        header.is("date") ? date.value() : AsciiString.of(header.value())))
            .toArray(CharSequence[]::new);
    return new ReadOnlyHttpHeaders(false, pairs);
  }

  @Override
  public void write(ChannelHandlerContext ctx) {
    ctx.write(
        new DefaultFullHttpResponse(
            HttpVersion.HTTP_1_1,
            status,
            body.retainedDuplicate(),
            headers,
            EmptyHttpHeaders.INSTANCE),
        ctx.voidPromise());
  }

  @Override
  public void release() {
    body.release();
  }
}
