package dev.weir.http;

import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelHandlerContext;
import io.netty.handler.codec.DecoderResult;
import io.netty.handler.codec.http.HttpDecoderConfig;
import io.netty.handler.codec.http.HttpMessage;
import io.netty.handler.codec.http.HttpRequestDecoder;
import io.netty.handler.codec.http.LastHttpContent;
import java.util.List;

/**
 * Netty's request decoder, which joins the lines of a folded field (RFC 9112, 5.2), and one look
 * more at the bytes that it took for a head: a folded field makes the request a failed one, since a
 * server in front may have read it another way.
 *
 * <p>Each call of the decoder takes bytes of a head or of a body, never of both.
 */
final class RequestDecoder extends HttpRequestDecoder {
  private boolean inBody;
  private boolean afterLine;
  private boolean folded;

  RequestDecoder(HttpDecoderConfig config) {
    super(config);
  }

  @Override
  protected void decode(ChannelHandlerContext ctx, ByteBuf in, List<Object> out) throws Exception {
    int from = in.readerIndex();
    super.decode(ctx, in, out);
    if (!inBody) {
      look(in, from, in.readerIndex());
    }
    for (var decoded : out) {
      follow(decoded);
    }
  }

  /** Whether a line of the head begins with white space; a line may begin in an earlier call. */
  private void look(ByteBuf in, int from, int to) {
    int at = from;
    while (at < to && !folded) {
      byte first = in.getByte(at);
      folded = afterLine && (first == ' ' || first == '\t');
      int end = in.indexOf(at, to, (byte) '\n');
      afterLine = end >= 0;
      at = end < 0 ? to : end + 1;
    }
  }

  private void follow(Object decoded) {
    if (decoded instanceof HttpMessage head) {
      if (folded && head.decoderResult().isSuccess()) {
        head.setDecoderResult(DecoderResult.failure(new FoldedFieldException()));
      }
      folded = false;
      afterLine = false;
      inBody = true;
    }
    if (decoded instanceof LastHttpContent) {
      inBody = false;
    }
  }

  /** A header field that goes on in the next line. */
  static final class FoldedFieldException extends IllegalArgumentException {
    private static final long serialVersionUID = 1;

    FoldedFieldException() {
      super("a folded header field");
    }
  }
}
