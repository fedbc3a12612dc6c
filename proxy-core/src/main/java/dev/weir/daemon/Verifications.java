package dev.weir.daemon;

import dev.weir.http.Outcome;
import dev.weir.http.ServiceException;
import dev.weir.io.AsyncCloseable;
import dev.weir.resolve.Verification;
import dev.weir.resolve.VerifyProgress;
import io.netty.handler.codec.http.HttpResponseStatus;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Runs verifications, one at a time, each on a thread of its own, and remembers the last one until
 * the daemon ends. Thread-safe.
 */
final class Verifications implements AsyncCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(Verifications.class);
  private static final long PATIENCE_MILLIS = 5_000;

  private final Verification verification;
  private final InstantSource clock;

  /** Guarded by this; nothing that waits is called while it is held. */
  private @Nullable Run last;

  private boolean closed;

  Verifications(Verification verification, InstantSource clock) {
    this.verification = verification;
    this.clock = clock;
  }

  /**
   * Starts a run.
   *
   * @throws ServiceException 409 if one runs, 503 if the daemon ends
   */
  synchronized VerifyReport start(Verification.What what) {
    if (closed) {
      throw new ServiceException(
          HttpResponseStatus.SERVICE_UNAVAILABLE, Outcome.THROTTLED, "the daemon ends");
    } else if (last != null && last.end == null) {
      throw new ServiceException(
          HttpResponseStatus.CONFLICT,
          Outcome.CLIENT_ERROR,
          "a verification runs since %s (expected: none; wait for its end)".formatted(last.began));
    }
    var run = new Run(what, clock.instant());
    last = run;
    run.thread.start();
    return run.report();
  }

  /** How the run is that is under way, or was the last. */
  synchronized VerifyReport report() {
    return last == null ? VerifyReport.NONE : last.report();
  }

  /** The run ends with the chunk that it reads. */
  @Override
  public synchronized CompletionStage<Void> closeAsync() {
    closed = true;
    if (last == null) {
      return CompletableFuture.completedFuture(null);
    }
    last.progress.stop();
    var thread = last.thread;
    return CompletableFuture.runAsync(() -> awaitEnd(thread));
  }

  private static void awaitEnd(Thread thread) {
    try {
      thread.join(PATIENCE_MILLIS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** One run and what became of it. */
  private final class Run {
    private final Verification.What what;
    private final Instant began;
    private final VerifyProgress progress = new VerifyProgress();
    private final Thread thread;
    private volatile @Nullable End end;

    private record End(Instant at, Optional<String> failure) {}

    Run(Verification.What what, Instant began) {
      this.what = what;
      this.began = began;
      this.thread = new Thread(this::run, "weir-verify");
      thread.setDaemon(true);
    }

    private void run() {
      Optional<String> failure = Optional.empty();
      try {
        verification.run(what, progress);
      } catch (CancellationException ends) {
        failure = Optional.of(String.valueOf(ends.getMessage()));
      } catch (RuntimeException broken) {
        failure = Optional.of(String.valueOf(broken.getMessage()));
        LOG.warn("verification failed", broken);
      }
      end = new End(clock.instant(), failure);
      var found = progress.snapshot();
      LOG.info(
          "verified: what={} tarballs={} bytes={} damaged-published={} damaged-cached={}"
              + " not-fetched-again={} unread={}",
          what,
          found.done(),
          found.doneBytes(),
          found.published(),
          found.cached(),
          found.lost(),
          found.unread());
    }

    VerifyReport report() {
      var ended = end;
      var failure = ended == null ? Optional.<String>empty() : ended.failure();
      var state =
          ended == null
              ? VerifyReport.State.RUNNING
              : failure.isEmpty() ? VerifyReport.State.DONE : VerifyReport.State.FAILED;
      return VerifyReport.of(
          state,
          what,
          began,
          ended == null ? Optional.empty() : Optional.of(ended.at()),
          progress.snapshot(),
          failure);
    }
  }
}
