package dev.weir.daemon;

import dev.weir.cache.OverloadedException;
import dev.weir.cache.PackagePurge;
import dev.weir.cache.Purged;
import dev.weir.io.AsyncCloseable;
import dev.weir.model.ConnectionName;
import io.netty.util.concurrent.DefaultThreadFactory;
import java.util.Set;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Runs purges one after another, on a thread of their own, which may block. */
final class CachePurges implements AsyncCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(CachePurges.class);

  /** One more is refused. */
  static final int WAITING = 100;

  private final PackagePurge purge;
  private final Set<ConnectionName> connections;
  private final Runnable freed;
  private final ThreadPoolExecutor thread;

  /**
   * @param connections that are declared
   * @param freed told when blobs were deleted
   */
  CachePurges(PackagePurge purge, Set<ConnectionName> connections, Runnable freed) {
    this.purge = purge;
    this.connections = connections;
    this.freed = freed;
    this.thread =
        new ThreadPoolExecutor(
            1,
            1,
            10,
            TimeUnit.SECONDS,
            new ArrayBlockingQueue<>(WAITING),
            new DefaultThreadFactory("weir-purge", true));
    thread.allowCoreThreadTimeOut(true);
  }

  /** Completes on the purging thread; fails with {@link OverloadedException} if too many wait. */
  CompletionStage<Purged> run(PurgeRequest request) {
    try {
      return CompletableFuture.supplyAsync(() -> runNow(request), thread);
    } catch (RejectedExecutionException full) {
      return CompletableFuture.failedFuture(
          new OverloadedException("purges waiting: %d (expected: fewer)".formatted(WAITING)));
    }
  }

  private Purged runNow(PurgeRequest request) {
    var purged = purge.run(request.name(), request.version(), connections);
    if (purged.bytes() > 0) {
      freed.run();
    }
    LOG.info(
        "purged: package={} version={} documents={} tarballs={} bytes={} kept={}",
        request.name(),
        request.version().orElse("all"),
        purged.documents(),
        purged.tarballs(),
        purged.bytes(),
        purged.kept().size());
    return purged;
  }

  /** The purge that runs is ended, those that wait are not begun. */
  @Override
  public CompletionStage<Void> closeAsync() {
    thread.shutdownNow();
    return CompletableFuture.runAsync(this::awaitEnd);
  }

  private void awaitEnd() {
    try {
      thread.awaitTermination(5, TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
