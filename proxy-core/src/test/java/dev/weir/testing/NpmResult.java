package dev.weir.testing;

import java.time.Duration;

/**
 * What one run of npm came to.
 *
 * @param exitCode npm's, or 137 if it was killed because its time was over
 * @param output stdout and stderr as they came
 */
public record NpmResult(int exitCode, String output, Duration took) {
  public boolean succeeded() {
    return exitCode == 0;
  }
}
