package dev.weir.resolve;

import dev.weir.cache.OverloadedException;
import java.util.HashSet;
import java.util.Set;

/**
 * Knows which blobs records came to name while a sweep looks for those that none names: a record
 * may be written behind the sweep's back, where it has looked already. Thread-safe.
 */
final class NamedBlobs {
  /** Guarded by this, as the fields below. */
  private final Set<String> since = new HashSet<>();

  private final Set<String> condemned = new HashSet<>();
  private boolean sweeping;

  /** From now on all that come to be named are remembered. */
  synchronized void begin() {
    sweeping = true;
  }

  /** Nothing is remembered any more. */
  synchronized void end() {
    sweeping = false;
    since.clear();
  }

  /**
   * A record is about to be written that names a blob.
   *
   * @throws OverloadedException if the blob is just being deleted: it may be tried again at once
   */
  synchronized void named(String blob) {
    if (condemned.contains(blob)) {
      throw new OverloadedException("a tarball is being swept that nothing named before");
    } else if (sweeping) {
      since.add(blob);
    }
  }

  /** Whether the blob may be deleted, which the caller does before {@link #deleted}. */
  synchronized boolean condemn(String blob) {
    return !since.contains(blob) && condemned.add(blob);
  }

  synchronized void deleted(String blob) {
    condemned.remove(blob);
  }
}
