package dev.weir.storage.rocksdb;

import dev.weir.storage.StorageFullException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.function.LongSupplier;

/**
 * Keeps a reserve of disk free, since RocksDB recovers badly from a full disk. Looks at most once a
 * second, so it may be overrun by what a second writes. Thread-safe.
 */
final class DiskRoom {
  private static final Duration BETWEEN_LOOKS = Duration.ofSeconds(1);
  private static final long MIB = 1024 * 1024;

  private final Path folder;
  private final long minFree;
  private final LongSupplier usable;
  private final InstantSource clock;
  // Both guarded by this.
  private Instant nextLook = Instant.MIN;
  private long free;

  DiskRoom(Path folder, long minFree, LongSupplier usable, InstantSource clock) {
    this.folder = folder;
    this.minFree = minFree;
    this.usable = usable;
    this.clock = clock;
  }

  /** Throws {@link StorageFullException} if less than the reserve is free. */
  void check() {
    trouble()
        .ifPresent(
            words -> {
              throw new StorageFullException(words);
            });
  }

  /** Why nothing may be written, in words; empty while there is room. */
  synchronized Optional<String> trouble() {
    var now = clock.instant();
    if (!now.isBefore(nextLook)) {
      free = usable.getAsLong();
      nextLook = now.plus(BETWEEN_LOOKS);
    }
    return free >= minFree
        ? Optional.empty()
        : Optional.of(
            "%s has %d MiB free (expected: >= %d MiB)"
                .formatted(folder, free / MIB, minFree / MIB));
  }
}
