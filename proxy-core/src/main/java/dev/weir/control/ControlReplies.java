package dev.weir.control;

import dev.weir.http.Outcome;
import dev.weir.http.Reply;
import io.netty.buffer.Unpooled;
import io.netty.handler.codec.http.DefaultHttpHeaders;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaders;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.util.AsciiString;
import java.util.LinkedHashMap;
import java.util.Map;

/** Answers and errors in the form that AWS's clients read (restJson1). */
final class ControlReplies {
  static final AsciiString REQUEST_ID = AsciiString.cached("x-amzn-RequestId");
  static final AsciiString ERROR_TYPE = AsciiString.cached("x-amzn-ErrorType");
  private static final String JSON = "application/json";

  private ControlReplies() {}

  /** 200 with {@code answer} as JSON. */
  static Reply answer(String id, Object answer) {
    return reply(HttpResponseStatus.OK, Outcome.OK, headers(id), WireJson.write(answer));
  }

  static Reply error(String id, ControlException error) {
    var reply =
        error(
            id,
            error.status(),
            error.outcome(),
            error.type(),
            String.valueOf(error.getMessage()),
            error.members());
    if (error.retryAfter() > 0) {
      reply.headers().set(HttpHeaderNames.RETRY_AFTER, error.retryAfter());
    }
    return reply;
  }

  /** The type stands in a header and in the body, since clients look at either. */
  static Reply error(
      String id,
      HttpResponseStatus status,
      Outcome outcome,
      String type,
      String message,
      Map<String, String> members) {
    var body = new LinkedHashMap<String, String>();
    body.put("__type", type);
    body.put("message", message);
    body.putAll(members);
    return reply(status, outcome, headers(id).set(ERROR_TYPE, type), WireJson.write(body));
  }

  static HttpHeaders headers(String id) {
    return new DefaultHttpHeaders().set(REQUEST_ID, id);
  }

  private static Reply reply(
      HttpResponseStatus status, Outcome outcome, HttpHeaders headers, byte[] json) {
    headers.set(HttpHeaderNames.CONTENT_TYPE, JSON);
    return new Reply(status, headers, new Reply.Body.Bytes(Unpooled.wrappedBuffer(json)), outcome);
  }
}
