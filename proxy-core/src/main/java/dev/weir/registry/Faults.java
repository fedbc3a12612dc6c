package dev.weir.registry;

import dev.weir.cache.Failures;
import dev.weir.cache.OverloadedException;
import dev.weir.http.Filter;
import dev.weir.http.Handler;
import dev.weir.http.Outcome;
import dev.weir.http.Replies;
import dev.weir.http.Reply;
import dev.weir.http.Request;
import dev.weir.resolve.Resolution;
import dev.weir.storage.StorageOverloadedException;
import dev.weir.upstream.UpstreamResponse;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpResponseStatus;
import java.time.Duration;
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
      return CompletableFuture.completedFuture(overloaded(full.getMessage()));
    }
    var done = reply.toCompletableFuture();
    return done.isDone() && !done.isCompletedExceptionally()
        ? reply
        : reply.exceptionallyCompose(Faults::translate);
  }

  private static CompletionStage<Reply> translate(Throwable failure) {
    var cause = Failures.unwrap(failure);
    return cause instanceof OverloadedException || cause instanceof StorageOverloadedException
        ? CompletableFuture.completedFuture(overloaded(cause.getMessage()))
        : CompletableFuture.failedFuture(cause);
  }

  private static Reply overloaded(@org.jspecify.annotations.Nullable String why) {
    return retryLater("too busy: " + why, Outcome.THROTTLED, RETRY_AFTER);
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

  static Reply corrupt(Resolution.Corrupt<?> corrupt) {
    return Replies.error(HttpResponseStatus.BAD_GATEWAY, Outcome.ORIGIN_FAILED, corrupt.detail());
  }

  static Reply unavailable(Resolution.Unavailable<?> unavailable) {
    return unavailable.cause() instanceof UpstreamResponse.Refused refused
        ? refused(refused)
        : failed((UpstreamResponse.Failed) unavailable.cause());
  }

  private static Reply refused(UpstreamResponse.Refused refused) {
    return refused.status() == HttpResponseStatus.TOO_MANY_REQUESTS.code()
        ? retryLater(
            refused.detail(), Outcome.ORIGIN_REFUSED, refused.retryAfter().orElse(RETRY_AFTER))
        : Replies.error(HttpResponseStatus.BAD_GATEWAY, Outcome.ORIGIN_REFUSED, refused.detail());
  }

  static Reply failed(UpstreamResponse.Failed failed) {
    return switch (failed.kind()) {
      case TIMEOUT ->
          Replies.error(HttpResponseStatus.GATEWAY_TIMEOUT, Outcome.ORIGIN_FAILED, failed.detail());
      case OVERLOADED -> retryLater(failed.detail(), Outcome.THROTTLED, RETRY_AFTER);
      default ->
          Replies.error(HttpResponseStatus.BAD_GATEWAY, Outcome.ORIGIN_FAILED, failed.detail());
    };
  }

  private static Reply retryLater(String why, Outcome outcome, Duration wait) {
    var reply = Replies.error(HttpResponseStatus.SERVICE_UNAVAILABLE, outcome, why);
    reply.headers().set(HttpHeaderNames.RETRY_AFTER, seconds(wait));
    return reply;
  }

  /** For {@code Retry-After}: at least a second. */
  static String seconds(Duration wait) {
    return Long.toString(Math.max(1, wait.toSeconds()));
  }
}
