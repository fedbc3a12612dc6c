package dev.weir.testing.server;

import java.util.concurrent.atomic.AtomicInteger;

/** A number that goes up and down, and the highest it has been. */
final class Gauge {
  private final AtomicInteger now = new AtomicInteger();
  private final AtomicInteger peak = new AtomicInteger();

  int now() {
    return now.get();
  }

  int peak() {
    return peak.get();
  }

  void up() {
    peak.accumulateAndGet(now.incrementAndGet(), Math::max);
  }

  void down() {
    now.decrementAndGet();
  }

  void forgetPeak() {
    peak.set(now.get());
  }
}
