package dev.weir.resolve;

import dev.weir.cache.OverloadedException;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Supplier;

/**
 * Knows which blobs records came to name while a sweep looks for those that none names: a record
 * may be written behind the sweep's back, where it has looked already. Thread-safe.
 */
final class NamedBlobs {
  /** Guarded by this, as the fields below. */
  private final Set<String> since = new HashSet<>();

  private final Set<String> condemned = new HashSet<>();

  /** How many records that name a blob are being written now. */
  private final Map<String, Integer> underWay = new HashMap<>();

  private boolean sweeping;

  /** From now on all that come to be named are remembered; so are those that just are. */
  synchronized void begin() {
    sweeping = true;
    since.addAll(underWay.keySet());
  }

  /** Nothing is remembered any more. */
  synchronized void end() {
    sweeping = false;
    since.clear();
  }

  /**
   * Runs {@code step}, which has records name these blobs: none of them is swept meanwhile. Whether
   * one was swept before is for the step to see. Fails with {@link OverloadedException}, and runs
   * nothing, if one of them is just being deleted.
   */
  <T> CompletionStage<T> whileNaming(List<String> blobs, Supplier<CompletionStage<T>> step) {
    try {
      begun(blobs);
    } catch (OverloadedException condemned) {
      return CompletableFuture.failedFuture(condemned);
    }
    CompletionStage<T> running;
    try {
      running = step.get();
    } catch (RuntimeException e) {
      running = CompletableFuture.failedFuture(e);
    }
    return running.whenComplete((done, failure) -> blobs.forEach(this::written));
  }

  /** All of them or, if one is refused, none. */
  private synchronized void begun(List<String> blobs) {
    blobs.forEach(this::refuseCondemned);
    blobs.forEach(this::begun);
  }

  /**
   * A record is about to be written that names a blob, until {@link #written}.
   *
   * @throws OverloadedException if the blob is just being deleted: it may be tried again at once
   */
  synchronized void begun(String blob) {
    refuseCondemned(blob);
    if (sweeping) {
      since.add(blob);
    }
    underWay.merge(blob, 1, Integer::sum);
  }

  private synchronized void refuseCondemned(String blob) {
    if (condemned.contains(blob)) {
      throw new OverloadedException("a tarball is being swept that nothing named before");
    }
  }

  /** The record is there, or is not going to be. */
  synchronized void written(String blob) {
    underWay.computeIfPresent(blob, (same, count) -> count == 1 ? null : count - 1);
  }

  /** Whether the blob may be deleted, which the caller does before {@link #deleted}. */
  synchronized boolean condemn(String blob) {
    return !since.contains(blob) && condemned.add(blob);
  }

  synchronized void deleted(String blob) {
    condemned.remove(blob);
  }
}
