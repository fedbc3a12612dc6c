package dev.weir.http;

import java.util.concurrent.atomic.AtomicLong;

/** Counts the bytes of all request bodies that are held at a time, against a limit. Thread-safe. */
final class RequestBodies {
  private final long limit;
  private final AtomicLong held = new AtomicLong();

  RequestBodies(long limit) {
    this.limit = limit;
  }

  /** Counts {@code bytes} more, which must be {@link #gaveBack}; false if that is too many. */
  boolean take(long bytes) {
    if (held.addAndGet(bytes) > limit) {
      held.addAndGet(-bytes);
      return false;
    }
    return true;
  }

  void gaveBack(long bytes) {
    held.addAndGet(-bytes);
  }

  long held() {
    return held.get();
  }
}
