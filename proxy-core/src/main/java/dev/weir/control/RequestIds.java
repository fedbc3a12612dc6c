package dev.weir.control;

import java.util.UUID;
import java.util.concurrent.ThreadLocalRandom;

/**
 * Names requests, for {@code x-amzn-RequestId} and the logs. Not secret, so not from the system's
 * randomness.
 */
final class RequestIds {
  private RequestIds() {}

  static String next() {
    var random = ThreadLocalRandom.current();
    long high = random.nextLong() & ~0xf000L | 0x4000L;
    long low = random.nextLong() & ~(0b11L << 62) | 0b10L << 62;
    return new UUID(high, low).toString();
  }
}
