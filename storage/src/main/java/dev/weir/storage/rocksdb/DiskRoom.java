package dev.weir.storage.rocksdb;

import dev.weir.storage.StorageFullException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.LongSupplier;

/**
 * Keeps a reserve of disk free, since RocksDB recovers badly from a full disk. Looks at most once a
 * second, so it may be overrun by what a second writes. Thread-safe.
 *
 * <p>A look is a system call, and a disk that is in trouble may take its time for it. So only
 * writes, which block anyway, look themselves; whoever asks for words gets what was seen last, and
 * a look is taken behind.
 */
final class DiskRoom {
  private static final Duration BETWEEN_LOOKS = Duration.ofSeconds(1);
  private static final long MIB = 1024 * 1024;

  private final Path folder;
  private final long minFree;
  private final LongSupplier usable;
  private final InstantSource clock;
  private final Executor upkeep;
  private final AtomicBoolean looking = new AtomicBoolean();
  private volatile Instant nextLook = Instant.MIN;
  private volatile long free;

  /** Takes the first look, on the caller's thread. */
  DiskRoom(Path folder, long minFree, LongSupplier usable, InstantSource clock, Executor upkeep) {
    this.folder = folder;
    this.minFree = minFree;
    this.usable = usable;
    this.clock = clock;
    this.upkeep = upkeep;
    look();
  }

  /** Throws {@link StorageFullException} if less than the reserve is free. Blocks for a look. */
  void check() {
    if (due()) {
      look();
    }
    words()
        .ifPresent(
            words -> {
              throw new StorageFullException(words);
            });
  }

  /**
   * Why nothing may be written, in words; empty while there is room. Never blocks: what a second
   * has changed is told to the next who asks.
   */
  Optional<String> trouble() {
    if (due() && looking.compareAndSet(false, true)) {
      lookBehind();
    }
    return words();
  }

  private void lookBehind() {
    try {
      upkeep.execute(
          () -> {
            try {
              look();
            } finally {
              looking.set(false);
            }
          });
    } catch (RejectedExecutionException closing) {
      looking.set(false);
    }
  }

  private boolean due() {
    return !clock.instant().isBefore(nextLook);
  }

  private synchronized void look() {
    var now = clock.instant();
    if (!now.isBefore(nextLook)) {
      free = usable.getAsLong();
      nextLook = now.plus(BETWEEN_LOOKS);
    }
  }

  private Optional<String> words() {
    long now = free;
    return now >= minFree
        ? Optional.empty()
        : Optional.of(
            "%s has %d MiB free (expected: >= %d MiB)".formatted(folder, now / MIB, minFree / MIB));
  }
}
