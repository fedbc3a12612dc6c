package dev.weir.compare.run;

import java.time.Duration;

/**
 * How long and how often.
 *
 * @param seconds of one round of one server with one workload
 * @param warmUpSeconds before the first round, not counted
 */
public record Rounds(int count, int seconds, int warmUpSeconds) {
  public Rounds {
    if (count < 1 || seconds < 1 || warmUpSeconds < 0) {
      throw new IllegalArgumentException(
          "rounds: %d rounds of %d s after %d s (expected: at least 1, 1 and 0)"
              .formatted(count, seconds, warmUpSeconds));
    }
  }

  /** What the warm-up and the first round of so many servers take. */
  Duration least(int peers) {
    return one(peers).plus(Duration.ofSeconds((long) peers * warmUpSeconds));
  }

  /** What one round of so many servers takes, starting wrk included. */
  Duration one(int peers) {
    return Duration.ofMillis(peers * (seconds * 1000L + 200));
  }
}
