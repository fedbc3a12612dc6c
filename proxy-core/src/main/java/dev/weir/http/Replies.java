package dev.weir.http;

import dev.weir.http.Reply.Body;
import io.netty.buffer.Unpooled;
import io.netty.handler.codec.http.DefaultHttpHeaders;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaders;
import io.netty.handler.codec.http.HttpResponseStatus;
import java.nio.charset.StandardCharsets;
import tools.jackson.core.io.JsonStringEncoder;

/**
 * The replies that need no thought. Each call makes a new one, with headers of its own that the
 * caller may add to, and a body that the server releases.
 */
public final class Replies {
  private static final String JSON = "application/json; charset=utf-8";
  private static final String TEXT = "text/plain; charset=utf-8";

  /** Seconds after which a client that was turned away may come back. */
  static final String SOON = "1";

  private Replies() {}

  /** A reply without a body. */
  public static Reply empty(HttpResponseStatus status, Outcome outcome) {
    return new Reply(status, new DefaultHttpHeaders(), Body.EMPTY, outcome);
  }

  /** A reply of plain text. */
  public static Reply text(HttpResponseStatus status, Outcome outcome, String text) {
    return of(status, outcome, TEXT, text.getBytes(StandardCharsets.UTF_8));
  }

  /** A reply of {@code json}, which must be valid JSON in UTF-8. */
  public static Reply json(HttpResponseStatus status, Outcome outcome, byte[] json) {
    return of(status, outcome, JSON, json);
  }

  /** An error as {@link #error(HttpResponseStatus, Outcome, String, String)}, the text in both. */
  public static Reply error(HttpResponseStatus status, Outcome outcome, String message) {
    return error(status, outcome, message, message);
  }

  /**
   * An error in JSON with both fields that clients show: npm prints {@code error}, AWS's SDKs print
   * {@code message}.
   */
  public static Reply error(
      HttpResponseStatus status, Outcome outcome, String error, String message) {
    var json = "{\"error\":" + quote(error) + ",\"message\":" + quote(message) + "}\n";
    return json(status, outcome, json.getBytes(StandardCharsets.UTF_8));
  }

  /** What the exception says, in {@code form}; 429 and 503 ask the client to come back soon. */
  static Reply of(ServiceException failure, String target, ErrorForm form) {
    var reply = form.reply(target, failure);
    failure.allow().ifPresent(allow -> reply.headers().set(HttpHeaderNames.ALLOW, allow));
    int code = failure.status().code();
    if (code == 429 || code == 503) {
      reply.headers().set(HttpHeaderNames.RETRY_AFTER, SOON);
    }
    return reply;
  }

  /** Releases or closes the body of a reply that will not be sent. */
  public static void discard(Reply reply) {
    if (reply.body() instanceof Body.Bytes bytes) {
      bytes.bytes().release();
    } else if (reply.body() instanceof Body.Range range) {
      range.source().close();
    }
  }

  private static Reply of(HttpResponseStatus status, Outcome outcome, String type, byte[] bytes) {
    HttpHeaders headers = new DefaultHttpHeaders().set(HttpHeaderNames.CONTENT_TYPE, type);
    return new Reply(status, headers, new Body.Bytes(Unpooled.wrappedBuffer(bytes)), outcome);
  }

  private static String quote(String text) {
    var quoted = new StringBuilder(text.length() + 2).append('"');
    JsonStringEncoder.getInstance().quoteAsString(text, quoted);
    return quoted.append('"').toString();
  }
}
