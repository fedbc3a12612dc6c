package dev.weir.registry;

import dev.weir.cache.Failures;
import dev.weir.cache.OverloadedException;
import dev.weir.cache.TarballEnd;
import dev.weir.cache.TarballUnfinishedException;
import dev.weir.http.Filter;
import dev.weir.http.Handler;
import dev.weir.http.Outcome;
import dev.weir.http.Replies;
import dev.weir.http.Reply;
import dev.weir.http.Request;
import dev.weir.http.ServiceException;
import dev.weir.resolve.Resolution;
import dev.weir.storage.CorruptBlobException;
import dev.weir.storage.IntegrityException;
import dev.weir.storage.StorageFullException;
import dev.weir.storage.StorageOverloadedException;
import dev.weir.upstream.UpstreamBodyException;
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
            new Reply.Body.Range(new TellingSource(range.source()), range.offset(), range.length()),
            reply.outcome())
        : reply;
  }

  /** What the client is told of {@code failure}; a defect of ours stays what it is. */
  static Throwable told(Throwable failure) {
    var cause = Failures.unwrap(failure);
    if (cause instanceof OverloadedException || cause instanceof StorageOverloadedException) {
      return later(Outcome.THROTTLED, "too busy: " + cause.getMessage());
    } else if (cause instanceof StorageFullException) {
      return later(Outcome.LOCAL_ERROR, "no room on the disk: " + cause.getMessage());
    } else if (cause instanceof CorruptBlobException) {
      // It has been dropped, so the next request fetches it again.
      return later(
          Outcome.LOCAL_ERROR, "stored copy was corrupt and is dropped: " + cause.getMessage());
    } else if (cause instanceof TarballUnfinishedException unfinished) {
      return told(unfinished);
    } else if (cause instanceof IntegrityException) {
      return gateway(HttpResponseStatus.BAD_GATEWAY, String.valueOf(cause.getMessage()));
    } else if (cause instanceof UpstreamBodyException broken) {
      return broken(
          new UpstreamResponse.Failed(broken.kind(), String.valueOf(broken.getMessage())));
    }
    return cause;
  }

  private static Throwable told(TarballUnfinishedException unfinished) {
    var end = unfinished.end();
    if (end instanceof TarballEnd.Fault fault) {
      return told(fault.cause());
    } else if (end instanceof TarballEnd.Broken broken) {
      return broken(broken.cause());
    } else if (end instanceof TarballEnd.Corrupt corrupt) {
      return gateway(HttpResponseStatus.BAD_GATEWAY, corrupt.detail());
    } else if (end instanceof TarballEnd.Abandoned) {
      return later(Outcome.LOCAL_ERROR, "the download was given up");
    }
    return gateway(HttpResponseStatus.BAD_GATEWAY, String.valueOf(unfinished.getMessage()));
  }

  private static ServiceException broken(UpstreamResponse.Failed failed) {
    return gateway(
        failed.kind() == UpstreamResponse.Kind.TIMEOUT
            ? HttpResponseStatus.GATEWAY_TIMEOUT
            : HttpResponseStatus.BAD_GATEWAY,
        failed.detail());
  }

  private static ServiceException gateway(HttpResponseStatus status, String why) {
    return new ServiceException(status, Outcome.ORIGIN_FAILED, why);
  }

  /** 503, to which the server adds when to come back. */
  private static ServiceException later(Outcome outcome, String why) {
    return new ServiceException(HttpResponseStatus.SERVICE_UNAVAILABLE, outcome, why);
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
          whenAsked(
              Replies.error(HttpResponseStatus.BAD_GATEWAY, Outcome.ORIGIN_FAILED, failed.detail()),
              failed.retryAfter());
    };
  }

  /** An origin that says when it will be back is believed. */
  private static Reply whenAsked(Reply reply, Optional<Duration> wait) {
    wait.ifPresent(left -> reply.headers().set(HttpHeaderNames.RETRY_AFTER, seconds(left)));
    return reply;
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
