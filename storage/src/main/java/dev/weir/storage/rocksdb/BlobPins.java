package dev.weir.storage.rocksdb;

import java.util.OptionalInt;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Counts who needs a blob's chunks, by uid, and remembers which blobs are doomed: theirs are
 * deleted when the last one lets go. Thread-safe, in memory only.
 */
final class BlobPins {
  private final ConcurrentHashMap<Long, Pin> pins = new ConcurrentHashMap<>();

  /** Keeps the chunks of {@code uid} for one more {@link #release}. */
  void hold(long uid) {
    pins.merge(uid, new Pin(1, OptionalInt.empty()), (now, one) -> now.plus(1));
  }

  /** Lets go; if that was the last one of a doomed blob, answers how many chunks to delete. */
  OptionalInt release(long uid) {
    var left = new Pin[1];
    pins.compute(
        uid,
        (key, now) -> {
          if (now == null) {
            throw new IllegalStateException("uid: %d (expected: a held one)".formatted(uid));
          }
          left[0] = now.plus(-1);
          return left[0].holders == 0 ? null : left[0];
        });
    return left[0].holders == 0 ? left[0].doomed : OptionalInt.empty();
  }

  /** Dooms a blob of so many chunks; answers true if nobody holds it: they are to go now. */
  boolean doom(long uid, int chunks) {
    var held =
        pins.computeIfPresent(uid, (key, now) -> new Pin(now.holders, OptionalInt.of(chunks)));
    return held == null;
  }

  boolean held(long uid) {
    return pins.containsKey(uid);
  }

  private record Pin(int holders, OptionalInt doomed) {
    Pin plus(int more) {
      return new Pin(holders + more, doomed);
    }
  }
}
