package dev.weir.http;

import dev.weir.http.Reply.Body;
import dev.weir.io.ByteSource;
import io.netty.handler.codec.http.DefaultHttpHeaders;
import io.netty.handler.codec.http.HttpResponseStatus;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/** The replies that tests give. */
final class TestReplies {
  private TestReplies() {}

  static CompletionStage<Reply> ok(String text) {
    return done(Replies.text(HttpResponseStatus.OK, Outcome.OK, text));
  }

  static CompletionStage<Reply> all(ByteSource source) {
    return range(source, 0, -1);
  }

  static CompletionStage<Reply> range(ByteSource source, long offset, long length) {
    return done(
        new Reply(
            HttpResponseStatus.OK,
            new DefaultHttpHeaders().set("Content-Type", "application/octet-stream"),
            new Body.Range(source, offset, length),
            Outcome.OK));
  }

  static CompletionStage<Reply> done(Reply reply) {
    return CompletableFuture.completedFuture(reply);
  }
}
