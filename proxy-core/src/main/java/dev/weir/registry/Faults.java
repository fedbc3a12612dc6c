package dev.weir.registry;

import dev.weir.cache.Failures;
import dev.weir.cache.OverloadedException;
import dev.weir.http.Filter;
import dev.weir.http.Handler;
import dev.weir.http.Outcome;
import dev.weir.http.Replies;
import dev.weir.http.Reply;
import dev.weir.http.Request;
import dev.weir.http.ServiceException;
import dev.weir.http.TellingSource;
import dev.weir.resolve.Resolution;
import dev.weir.resolve.Trouble;
import dev.weir.upstream.UpstreamResponse;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpResponseStatus;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/**
 * How what went wrong is told to npm: absent is 404, an origin's fault 502, 503 or 504 and never
 * 401, since that would tell users to log in.
 */
final class Faults implements Filter {
  private static final Duration RETRY_AFTER = Duration.ofSeconds(1);

  @Override
  public CompletionStage<Reply> apply(Request request, Handler next) {
    CompletionStage<Reply> reply;
    try {
      reply = next.handle(request);
    } catch (OverloadedException full) {
      return CompletableFuture.failedFuture(told(full));
    }
    var done = reply.toCompletableFuture();
    return done.isDone() && !done.isCompletedExceptionally()
        ? atHand(reply, done.join())
        : reply
            .thenApply(Faults::telling)
            .exceptionallyCompose(failure -> CompletableFuture.failedFuture(told(failure)));
  }

  /** What is ready cannot fail any more. */
  @Override
  public boolean isIdle(Request request) {
    return true;
  }

  private static CompletionStage<Reply> atHand(CompletionStage<Reply> stage, Reply reply) {
    return reply.body() instanceof Reply.Body.Range
        ? CompletableFuture.completedFuture(telling(reply))
        : stage;
  }

  /** A body that is pulled fails when the handler has long been done: its source tells why. */
  private static Reply telling(Reply reply) {
    return reply.body() instanceof Reply.Body.Range range
        ? new Reply(
            reply.status(),
            reply.headers(),
            new Reply.Body.Range(
                new TellingSource(range.source(), Faults::told), range.offset(), range.length()),
            reply.outcome())
        : reply;
  }

  /** What the client is told of {@code failure}; a defect of ours stays what it is. */
  static Throwable told(Throwable failure) {
    return Trouble.of(failure).<Throwable>map(Faults::told).orElse(Failures.unwrap(failure));
  }

  /** To a 503 the server adds when to come back. */
  private static ServiceException told(Trouble trouble) {
    return new ServiceException(
        HttpResponseStatus.valueOf(trouble.status()), outcome(trouble), trouble.words());
  }

  private static Outcome outcome(Trouble trouble) {
    return switch (trouble.party()) {
      case ORIGIN_REFUSED -> Outcome.ORIGIN_REFUSED;
      case ORIGIN_FAILED -> Outcome.ORIGIN_FAILED;
      case BUSY -> Outcome.THROTTLED;
      case HERE -> Outcome.LOCAL_ERROR;
    };
  }

  static Reply absent(String what) {
    return Replies.error(HttpResponseStatus.NOT_FOUND, Outcome.NOT_FOUND, "not_found", what);
  }

  static Reply denied(Resolution.Denied<?> denied) {
    return Replies.error(
        HttpResponseStatus.FORBIDDEN,
        Outcome.DENIED,
        "denied by %s: %s".formatted(denied.rule(), denied.reason()));
  }

  static Reply conflict(String what) {
    return Replies.error(HttpResponseStatus.CONFLICT, Outcome.CLIENT_ERROR, what);
  }

  static Reply corrupt(Resolution.Corrupt<?> corrupt) {
    return Replies.error(HttpResponseStatus.BAD_GATEWAY, Outcome.ORIGIN_FAILED, corrupt.detail());
  }

  static Reply unavailable(Resolution.Unavailable<?> unavailable) {
    return reply(Trouble.of(unavailable));
  }

  static Reply failed(UpstreamResponse.Failed failed) {
    return reply(Trouble.of(failed));
  }

  /** An origin that says when it will be back is believed. */
  private static Reply reply(Trouble trouble) {
    var status = HttpResponseStatus.valueOf(trouble.status());
    var reply = Replies.error(status, outcome(trouble), trouble.words());
    trouble
        .retryAfter()
        .or(() -> status.code() == 503 ? Optional.of(RETRY_AFTER) : Optional.empty())
        .ifPresent(wait -> reply.headers().set(HttpHeaderNames.RETRY_AFTER, seconds(wait)));
    return reply;
  }

  /** For {@code Retry-After}: at least a second. */
  static String seconds(Duration wait) {
    return Long.toString(Math.max(1, wait.toSeconds()));
  }
}
