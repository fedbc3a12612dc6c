package dev.weir.resolve;

import dev.weir.cache.Failures;
import dev.weir.cache.OverloadedException;
import dev.weir.cache.TarballEnd;
import dev.weir.cache.TarballUnfinishedException;
import dev.weir.storage.CorruptBlobException;
import dev.weir.storage.IntegrityException;
import dev.weir.storage.StorageClosedException;
import dev.weir.storage.StorageFullException;
import dev.weir.storage.StorageOverloadedException;
import dev.weir.upstream.UpstreamBodyException;
import dev.weir.upstream.UpstreamResponse;
import java.time.Duration;
import java.util.Optional;

/**
 * Why something that is not absent cannot be had just now, and the status that says so: an origin's
 * fault is 502, 503 or 504 and never 401, a queue of ours 503. Pure; what is made of it in words of
 * npm or of AWS is for those who answer.
 *
 * @param status of HTTP
 * @param words for the client; they name the connection where one is at fault
 * @param retryAfter when to come back, if somebody said so
 */
public record Trouble(int status, Party party, String words, Optional<Duration> retryAfter) {
  /** Whose it is. */
  public enum Party {
    /** An origin that answered and will not have us. */
    ORIGIN_REFUSED,
    /** An origin that did not answer, or not as it should. */
    ORIGIN_FAILED,
    /** A queue or budget of ours that is full. */
    BUSY,
    /** Our disk, or our end. */
    HERE
  }

  private static final int INTERNAL = 500;
  private static final int BAD_GATEWAY = 502;
  private static final int UNAVAILABLE = 503;
  private static final int TIMEOUT = 504;
  private static final int TOO_MANY_REQUESTS = 429;

  /** What {@code failure} comes to; empty for a defect of ours. */
  public static Optional<Trouble> of(Throwable failure) {
    var cause = Failures.unwrap(failure);
    var message = String.valueOf(cause.getMessage());
    if (cause instanceof OverloadedException || cause instanceof StorageOverloadedException) {
      return later(Party.BUSY, "too busy: " + message);
    } else if (cause instanceof StorageFullException) {
      return later(Party.HERE, "no room on the disk: " + message);
    } else if (cause instanceof StorageClosedException) {
      return later(Party.HERE, "the server is stopping: " + message);
    } else if (cause instanceof CorruptBlobException) {
      // It has been dropped, so the next request fetches it again.
      return later(Party.HERE, "stored copy was corrupt and is dropped: " + message);
    } else if (cause instanceof PublishedCorruptException) {
      return Optional.of(new Trouble(INTERNAL, Party.HERE, message, Optional.empty()));
    } else if (cause instanceof TarballUnfinishedException unfinished) {
      return of(unfinished);
    } else if (cause instanceof IntegrityException) {
      return gateway(message);
    } else if (cause instanceof UpstreamBodyException broken) {
      return Optional.of(broken(new UpstreamResponse.Failed(broken.kind(), message)));
    }
    return Optional.empty();
  }

  /** What a source that gave no usable answer comes to. */
  public static Trouble of(Resolution.Unavailable<?> unavailable) {
    return of(unavailable.cause());
  }

  /** What an answer that is {@code Refused} or {@code Failed} comes to. */
  public static Trouble of(UpstreamResponse cause) {
    if (cause instanceof UpstreamResponse.Refused refused) {
      return refused.status() == TOO_MANY_REQUESTS
          ? new Trouble(UNAVAILABLE, Party.ORIGIN_REFUSED, refused.detail(), refused.retryAfter())
          : new Trouble(BAD_GATEWAY, Party.ORIGIN_REFUSED, refused.detail(), Optional.empty());
    }
    var failed = (UpstreamResponse.Failed) cause;
    return failed.kind() == UpstreamResponse.Kind.OVERLOADED
        ? new Trouble(UNAVAILABLE, Party.BUSY, failed.detail(), Optional.empty())
        : broken(failed);
  }

  private static Optional<Trouble> of(TarballUnfinishedException unfinished) {
    var end = unfinished.end();
    if (end instanceof TarballEnd.Fault fault) {
      return of(fault.cause());
    } else if (end instanceof TarballEnd.Broken broken) {
      return Optional.of(broken(broken.cause()));
    } else if (end instanceof TarballEnd.Corrupt corrupt) {
      return gateway(corrupt.detail());
    } else if (end instanceof TarballEnd.Abandoned) {
      return later(Party.HERE, "the download was given up");
    }
    return gateway(String.valueOf(unfinished.getMessage()));
  }

  private static Trouble broken(UpstreamResponse.Failed failed) {
    boolean late = failed.kind() == UpstreamResponse.Kind.TIMEOUT;
    return new Trouble(
        late ? TIMEOUT : BAD_GATEWAY, Party.ORIGIN_FAILED, failed.detail(), failed.retryAfter());
  }

  private static Optional<Trouble> gateway(String words) {
    return Optional.of(new Trouble(BAD_GATEWAY, Party.ORIGIN_FAILED, words, Optional.empty()));
  }

  private static Optional<Trouble> later(Party party, String words) {
    return Optional.of(new Trouble(UNAVAILABLE, party, words, Optional.empty()));
  }
}
