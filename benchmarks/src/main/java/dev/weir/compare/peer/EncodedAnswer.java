package dev.weir.compare.peer;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import dev.weir.compare.wire.WireReply;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import io.netty.channel.ChannelHandlerContext;

/**
 * Head and body in one direct buffer, which is written past any encoder as it is.
 *
 * <p>The date in it is written over once a second. A response that is just on its way may leave
 * with a date half changed, which a baseline can live with.
 */
final class EncodedAnswer implements Answer.Whole {
  private static final int NONE = -1;

  private final ByteBuf bytes;
  private final DateClock date;
  private final int dateAt;
  private int ticks = NONE;

  EncodedAnswer(WireReply captured, ByteBufAllocator allocator, DateClock date) {
    var head = new StringBuilder("HTTP/1.1 ").append(captured.status()).append(' ');
    head.append(captured.reason()).append("\r\n");
    int at = NONE;
    for (var header : captured.headers()) {
      at = header.is("date") ? head.length() + "date: ".length() : at;
      head.append(header).append("\r\n");
    }
    var encoded = head.append("\r\n").toString().getBytes(ISO_8859_1);
    this.date = date;
    this.dateAt = at;
    this.bytes = allocator.directBuffer(encoded.length + captured.body().length);
    bytes.writeBytes(encoded).writeBytes(captured.body());
  }

  @Override
  public void write(ChannelHandlerContext ctx) {
    if (ticks != date.ticks() && dateAt != NONE) {
      bytes.setBytes(dateAt, date.value().array());
      ticks = date.ticks();
    }
    ctx.write(bytes.retainedDuplicate(), ctx.voidPromise());
  }

  @Override
  public void release() {
    bytes.release();
  }
}
