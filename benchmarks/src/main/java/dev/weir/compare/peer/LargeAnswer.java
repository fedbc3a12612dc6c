package dev.weir.compare.peer;

import dev.weir.compare.wire.WireReply;
import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelHandlerContext;
import io.netty.handler.codec.http.DefaultHttpContent;
import io.netty.handler.codec.http.DefaultHttpResponse;
import io.netty.handler.codec.http.HttpHeaders;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.HttpVersion;
import io.netty.handler.codec.http.LastHttpContent;

/**
 * A body too large for one write: pieces go out as long as the channel is writable, so that a
 * connection never has more than the high-water mark and one piece waiting.
 */
final class LargeAnswer implements Answer.InPieces {
  /** Bodies from here on are sent in pieces. */
  static final int FROM = 1 << 20;

  private static final int PIECE = 256 << 10;

  private final HttpResponseStatus status;
  private final HttpHeaders headers;
  private final ByteBuf body;

  LargeAnswer(WireReply captured, ByteBuf body, DateClock date) {
    this.status = HttpResponseStatus.valueOf(captured.status());
    this.headers = FixedAnswer.headers(captured, date);
    this.body = body;
  }

  @Override
  public Rest begin(ChannelHandlerContext ctx) {
    ctx.write(new DefaultHttpResponse(HttpVersion.HTTP_1_1, status, headers), ctx.voidPromise());
    return new Pieces();
  }

  @Override
  public void release() {
    body.release();
  }

  private final class Pieces implements Rest {
    private int offset;

    @Override
    public boolean writeMore(ChannelHandlerContext ctx) {
      while (offset < body.readableBytes()) {
        if (!ctx.channel().isWritable()) {
          return false;
        }
        int length = Math.min(PIECE, body.readableBytes() - offset);
        ctx.write(
            new DefaultHttpContent(body.retainedSlice(body.readerIndex() + offset, length)),
            ctx.voidPromise());
        offset += length;
        ctx.flush();
      }
      ctx.writeAndFlush(LastHttpContent.EMPTY_LAST_CONTENT, ctx.voidPromise());
      return true;
    }
  }
}
