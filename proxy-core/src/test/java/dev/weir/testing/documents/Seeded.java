package dev.weir.testing.documents;

import java.util.SplittableRandom;

/** Randomness that depends on a seed and on what it is for, and on nothing else. */
final class Seeded {
  private Seeded() {}

  static SplittableRandom random(long seed, String... purpose) {
    long state = seed;
    for (var part : purpose) {
      state = new SplittableRandom(state ^ part.hashCode()).nextLong();
    }
    return new SplittableRandom(state);
  }

  static byte[] bytes(SplittableRandom random, int count) {
    var bytes = new byte[count];
    random.nextBytes(bytes);
    return bytes;
  }
}
