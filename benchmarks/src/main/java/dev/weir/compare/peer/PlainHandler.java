package dev.weir.compare.peer;

import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.util.ReferenceCountUtil;
import java.util.ArrayDeque;
import org.jspecify.annotations.Nullable;

/**
 * One connection: looks the answer up and writes it; flushes once per round of reads, so that
 * pipelined requests share a system call.
 */
final class PlainHandler extends ChannelInboundHandlerAdapter {
  private final PlainAnswers answers;
  private final ArrayDeque<Answer> waiting = new ArrayDeque<>(0);
  private Answer.@Nullable Rest rest;

  PlainHandler(PlainAnswers answers) {
    this.answers = answers;
  }

  @Override
  public void channelRead(ChannelHandlerContext ctx, Object message) {
    if (message instanceof HttpRequest request) {
      var answer = answers.of(request);
      if (rest == null) {
        send(ctx, answer);
      } else {
        waiting.add(answer);
      }
    }
    ReferenceCountUtil.release(message);
  }

  private void send(ChannelHandlerContext ctx, Answer answer) {
    if (answer instanceof Answer.Whole whole) {
      whole.write(ctx);
    } else if (answer instanceof Answer.InPieces large) {
      var begun = large.begin(ctx);
      rest = begun.writeMore(ctx) ? null : begun;
    }
  }

  @Override
  public void channelReadComplete(ChannelHandlerContext ctx) {
    ctx.flush();
  }

  @Override
  public void channelWritabilityChanged(ChannelHandlerContext ctx) {
    if (rest == null || !ctx.channel().isWritable() || !rest.writeMore(ctx)) {
      return;
    }
    rest = null;
    while (rest == null && !waiting.isEmpty()) {
      send(ctx, waiting.remove());
    }
    ctx.flush();
  }

  @Override
  public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
    ctx.close();
  }
}
