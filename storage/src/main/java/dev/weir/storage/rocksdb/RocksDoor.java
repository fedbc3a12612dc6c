package dev.weir.storage.rocksdb;

import dev.weir.storage.StorageClosedException;
import dev.weir.storage.StorageException;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import org.jspecify.annotations.Nullable;
import org.rocksdb.RocksDBException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/*
 * Concurrency: whoever uses the engine holds the read lock for the length of one use; closing and
 * reopening hold the write lock. So a native object is never freed under a call, and a call after
 * the closing finds no engine instead of crashing the process. Locks of stripes are taken inside,
 * never the other way round: a thread that waits here with a stripe in hand could wait for one
 * that waits for the stripe.
 *
 * Reopening: RocksDB latches some faults of its background work and of its log, then refuses all
 * writes until it is resumed; RocksJava has no resume. So a write that fails with such a code asks
 * for a reopening, at most one every few seconds. Until it has succeeded, each call that comes asks
 * again; no timer is needed, since without calls nobody misses it.
 */
/** The only way to a store's engine: it is not closed while somebody is inside. Thread-safe. */
final class RocksDoor {
  private static final Logger log = LoggerFactory.getLogger(RocksDoor.class);
  private static final Duration BETWEEN_REOPENINGS = Duration.ofSeconds(2);

  /** A use of the engine, which must not be kept beyond it. */
  interface Use<T extends @Nullable Object> {
    T with(RocksEngine engine) throws RocksDBException;
  }

  private final String store;
  private final EngineFolder folder;
  private final StoreCalls calls;
  private final InstantSource clock;
  private final EngineFolder.Arrival arrival;
  private final Runnable beforeExclusive;
  private final ReentrantReadWriteLock lock = new ReentrantReadWriteLock();
  private final AtomicBoolean reopening = new AtomicBoolean();
  private final AtomicLong reopenings = new AtomicLong();
  private volatile Instant lastReopening = Instant.MIN;
  private volatile @Nullable String fault;
  // Guarded by lock.
  private @Nullable RocksEngine engine;
  private boolean closed;

  /**
   * @param engine the first one, for which {@code arrival} has been called
   * @param arrival called with each later engine
   * @param beforeExclusive asks long uses to end; called when the engine is to be closed
   */
  RocksDoor(
      String store,
      EngineFolder folder,
      RocksEngine engine,
      StoreCalls calls,
      InstantSource clock,
      EngineFolder.Arrival arrival,
      Runnable beforeExclusive) {
    this.store = store;
    this.folder = folder;
    this.engine = engine;
    this.calls = calls;
    this.clock = clock;
    this.arrival = arrival;
    this.beforeExclusive = beforeExclusive;
  }

  /** Runs {@code use}; what RocksDB throws comes out as a {@link StorageException}. */
  <T extends @Nullable Object> T read(Use<T> use) {
    try {
      return enter(use);
    } catch (RocksDBException e) {
      throw Faults.of(store, e);
    }
  }

  /** The same for a use that writes, whose faults may call for a reopening. */
  <T extends @Nullable Object> T write(Use<T> use) {
    try {
      return enter(use);
    } catch (RocksDBException e) {
      if (Faults.mayBeLatched(e)) {
        fault = e.getMessage();
        askForReopening();
      }
      throw Faults.of(store, e);
    }
  }

  /** What is wrong with the engine, in words; empty when all is well. */
  Optional<String> trouble() {
    var now = fault;
    if (now == null) {
      return Optional.empty();
    }
    askForReopening();
    return Optional.of("%s: %s; it is being reopened".formatted(store, now));
  }

  /** How often the engine has been reopened after a fault. */
  long reopenings() {
    return reopenings.get();
  }

  /** Flushes and closes the engine once the last use has ended. Idempotent. */
  void close() {
    beforeExclusive.run();
    lock.writeLock().lock();
    try {
      closed = true;
      if (engine != null) {
        flush(engine);
      }
      closeEngine();
    } finally {
      lock.writeLock().unlock();
    }
  }

  private <T extends @Nullable Object> T enter(Use<T> use) throws RocksDBException {
    lock.readLock().lock();
    try {
      if (closed) {
        throw new StorageClosedException(store + " is closed");
      }
      if (fault != null) {
        askForReopening();
      }
      if (engine == null) {
        throw new StorageException("%s is down: %s".formatted(store, fault));
      }
      return use.with(engine);
    } finally {
      lock.readLock().unlock();
    }
  }

  private void askForReopening() {
    var due = clock.instant().isAfter(lastReopening.plus(BETWEEN_REOPENINGS));
    if (due && reopening.compareAndSet(false, true)) {
      calls.upkeep(this::reopen).whenComplete((done, failure) -> reopening.set(false));
    }
  }

  private boolean reopen() {
    beforeExclusive.run();
    lock.writeLock().lock();
    try {
      lastReopening = clock.instant();
      closeEngine();
      engine = folder.reopen(arrival);
      fault = null;
      reopenings.incrementAndGet();
      log.warn("{} was reopened after a fault", store);
      return true;
    } catch (IOException | StorageException e) {
      closeEngine();
      fault = String.valueOf(e.getMessage());
      log.warn("{} can't be reopened yet: {}", store, fault);
      return false;
    } finally {
      lock.writeLock().unlock();
    }
  }

  private void closeEngine() {
    if (engine != null) {
      engine.close();
      engine = null;
    }
  }

  /** Saves the next opening the reading of the log; without it nothing is lost. */
  private void flush(RocksEngine engine) {
    try {
      engine.flush();
    } catch (RocksDBException e) {
      log.warn("{} was not flushed before its closing: {}", store, e.getMessage());
    }
  }
}
