package dev.weir.cache;

import java.util.concurrent.atomic.AtomicLong;

/** A bound on bytes that no other account counts. Thread-safe; never blocks. */
public final class MemoryBudget {
  private final String key;
  private final long limit;
  private final AtomicLong used = new AtomicLong();

  /**
   * @param key the setting that is the bound, for messages
   * @param limit in bytes
   */
  public MemoryBudget(String key, long limit) {
    this.key = key;
    this.limit = limit;
  }

  /** Takes {@code bytes} if they are to be had. */
  public boolean tryReserve(long bytes) {
    long now = used.addAndGet(bytes);
    if (now > limit) {
      used.addAndGet(-bytes);
      return false;
    }
    return true;
  }

  /** Takes {@code bytes}, or fails with {@link OverloadedException}. */
  public void reserve(long bytes) {
    if (!tryReserve(bytes)) {
      throw new OverloadedException(
          "%s: %d bytes in use, %d more asked (expected: at most %d)"
              .formatted(key, used.get(), bytes, limit));
    }
  }

  /** Gives back what was taken. */
  public void release(long bytes) {
    used.addAndGet(-bytes);
  }

  /** The most that may be taken, in bytes. */
  public long limit() {
    return limit;
  }

  /** Bytes taken now. */
  public long used() {
    return used.get();
  }
}
