package dev.weir.http;

import dev.weir.http.Reply.Body;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import io.netty.buffer.ByteBufUtil;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaders;
import io.netty.handler.codec.http.HttpResponseStatus;
import java.nio.charset.StandardCharsets;

/**
 * The head of a reply as it goes over the wire, encoded once and sent many times: status line,
 * fields and the empty line, with a place for the date of each sending. Good for HTTP/1.1
 * connections that stay open, which need no {@code Connection} field (RFC 9112, section 9.3). A
 * short body may follow in the same bytes.
 *
 * <p>Immutable, thread-safe, on the heap; takes as many bytes as the wire.
 */
public final class EncodedHead {
  private static final String DATE = HttpHeaderNames.DATE + ": ";
  private static final String PLACE = "-".repeat(DateField.LENGTH);

  private final HttpResponseStatus status;
  private final Outcome outcome;
  private final byte[] wire;
  private final int dateAt;
  private final int bodyBytes;

  private EncodedHead(HttpResponseStatus status, Outcome outcome, String head, byte[] body) {
    this.status = status;
    this.outcome = outcome;
    var headBytes = head.getBytes(StandardCharsets.ISO_8859_1);
    this.wire = new byte[headBytes.length + body.length];
    System.arraycopy(headBytes, 0, wire, 0, headBytes.length);
    System.arraycopy(body, 0, wire, headBytes.length, body.length);
    this.dateAt = head.indexOf(PLACE);
    this.bodyBytes = body.length;
  }

  /**
   * The head before a body of {@code length} bytes that is sent beside it.
   *
   * @param headers complete, but for {@code Date} and what frames the body
   */
  public static EncodedHead before(
      long length, HttpResponseStatus status, HttpHeaders headers, Outcome outcome) {
    return new EncodedHead(
        status, outcome, head(status, headers, contentLength(length)), new byte[0]);
  }

  /**
   * A whole reply with its body, which must be short and at hand. Takes the reply.
   *
   * @throws IllegalArgumentException if its body has to be pulled
   */
  public static EncodedHead of(Reply reply) {
    if (reply.body() instanceof Body.Range) {
      Replies.discard(reply);
      throw new IllegalArgumentException("body: a range (expected: bytes or none)");
    }
    var body = new byte[0];
    if (reply.body() instanceof Body.Bytes bytes) {
      body = ByteBufUtil.getBytes(bytes.bytes());
      bytes.bytes().release();
    }
    var framing = ReplyHead.statusMayHaveBody(reply.status()) ? contentLength(body.length) : "";
    return new EncodedHead(
        reply.status(), reply.outcome(), head(reply.status(), reply.headers(), framing), body);
  }

  HttpResponseStatus status() {
    return status;
  }

  Outcome outcome() {
    return outcome;
  }

  /** Of the body that is sent with it, in bytes. */
  int bodyBytes() {
    return bodyBytes;
  }

  /** The bytes to send now, in a buffer of the receiver's own. */
  ByteBuf write(ByteBufAllocator allocator) {
    return allocator.ioBuffer(wire.length).writeBytes(wire).setBytes(dateAt, DateField.bytes());
  }

  private static String contentLength(long length) {
    return HttpHeaderNames.CONTENT_LENGTH + ": " + length + "\r\n";
  }

  /** The date comes first, so that nothing in the fields can look like its place. */
  private static String head(HttpResponseStatus status, HttpHeaders headers, String framing) {
    var head = new StringBuilder(512).append("HTTP/1.1 ").append(status).append("\r\n");
    head.append(DATE).append(PLACE).append("\r\n");
    for (var field : headers) {
      head.append(field.getKey()).append(": ").append(field.getValue()).append("\r\n");
    }
    return head.append(framing).append("\r\n").toString();
  }
}
