package dev.weir.compare.load;

import java.time.Duration;

/** Waiting, in a program that has nothing else to do. */
final class Pauses {
  private Pauses() {}

  static void sleep(Duration time) {
    try {
      Thread.sleep(time.toMillis());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }
}
