package dev.weir.cache;

import dev.weir.upstream.UpstreamResponse;
import java.util.Optional;

/** What came of asking an origin for a document. */
sealed interface Refreshed {
  /** The document as it is now; {@code same} if the stored one was still right. */
  record Current(LoadedDocument document, boolean same) implements Refreshed {
    /** Whether it is new and only passes through, for want of room to store it. */
    boolean unstored() {
      return !same && document.unstored().isPresent();
    }

    private CacheStatus statusAfterExpiry() {
      if (unstored()) {
        return CacheStatus.BYPASS;
      }
      return same ? CacheStatus.REVALIDATED : CacheStatus.EXPIRED;
    }
  }

  /** The origin does not have it. */
  record Gone() implements Refreshed {}

  /** No usable answer. */
  record Fault(UpstreamResponse cause) implements Refreshed {}

  /** The answer to one for whom nothing was stored. */
  default DocumentAnswer afterMiss() {
    if (this instanceof Current current) {
      return new DocumentAnswer.Present(
          current.document(), current.unstored() ? CacheStatus.BYPASS : CacheStatus.MISS);
    } else if (this instanceof Fault fault) {
      return new DocumentAnswer.Unavailable(fault.cause());
    }
    return new DocumentAnswer.Absent(CacheStatus.MISS);
  }

  /** The answer to one who waited for a revalidation of {@code known}. */
  default DocumentAnswer afterExpiry(Optional<LoadedDocument> known) {
    if (this instanceof Current current) {
      return new DocumentAnswer.Present(current.document(), current.statusAfterExpiry());
    } else if (this instanceof Fault) {
      return new DocumentAnswer.Present(known.orElseThrow(), CacheStatus.STALE);
    }
    return new DocumentAnswer.Absent(CacheStatus.EXPIRED);
  }
}
