package dev.weir.testing.server;

import java.time.Duration;

/** How fast a body goes out: at most {@code bytes} every {@code interval}. */
record Pace(int bytes, Duration interval) {
  /** As fast as the connection takes it, in pieces of 64 KiB. */
  static final Pace FULL = new Pace(64 << 10, Duration.ZERO);

  private static final int TICKS_PER_SECOND = 50;

  Pace {
    if (bytes < 1 || interval.isNegative()) {
      throw new IllegalArgumentException(
          "pace: %s bytes every %s (expected: at least one byte)".formatted(bytes, interval));
    }
  }

  static Pace throttled(long bytesPerSecond) {
    if (bytesPerSecond < TICKS_PER_SECOND) {
      return new Pace(1, Duration.ofSeconds(1).dividedBy(bytesPerSecond));
    }
    return new Pace(
        Math.toIntExact(bytesPerSecond / TICKS_PER_SECOND),
        Duration.ofSeconds(1).dividedBy(TICKS_PER_SECOND));
  }

  boolean slow() {
    return !interval.isZero();
  }
}
