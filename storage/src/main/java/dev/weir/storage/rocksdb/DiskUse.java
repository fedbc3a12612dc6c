package dev.weir.storage.rocksdb;

import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/** How much disk a folder takes; asking is free, looking happens behind, seldom. Thread-safe. */
final class DiskUse {
  private static final Duration BETWEEN_LOOKS = Duration.ofSeconds(5);

  private final Path folder;
  private final StoreCalls calls;
  private final InstantSource clock;
  private final AtomicBoolean looking = new AtomicBoolean();
  private volatile Instant nextLook = Instant.MIN;
  private volatile long bytes;

  DiskUse(Path folder, StoreCalls calls, InstantSource clock) {
    this.folder = folder;
    this.calls = calls;
    this.clock = clock;
  }

  /** What was seen at the last look; a look that is old starts another one behind. */
  long bytes() {
    if (clock.instant().isAfter(nextLook) && looking.compareAndSet(false, true)) {
      calls.upkeep(this::look).whenComplete((seen, failure) -> looking.set(false));
    }
    return bytes;
  }

  /** Looks now. Blocks. */
  long look() throws IOException {
    nextLook = clock.instant().plus(BETWEEN_LOOKS);
    var sum = new AtomicLong();
    Files.walkFileTree(folder, new Adding(sum));
    bytes = sum.get();
    return bytes;
  }

  /** Files come and go while we look; those that are gone count nothing. */
  private static final class Adding extends SimpleFileVisitor<Path> {
    private final AtomicLong sum;

    Adding(AtomicLong sum) {
      this.sum = sum;
    }

    @Override
    public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
      sum.addAndGet(attributes.size());
      return FileVisitResult.CONTINUE;
    }

    @Override
    public FileVisitResult postVisitDirectory(Path folder, @Nullable IOException e) {
      return FileVisitResult.CONTINUE;
    }

    @Override
    public FileVisitResult visitFileFailed(Path file, IOException e) {
      return FileVisitResult.CONTINUE;
    }
  }
}
