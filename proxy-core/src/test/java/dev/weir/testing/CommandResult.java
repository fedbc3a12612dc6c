package dev.weir.testing;

import java.time.Duration;

/**
 * What one run of a command came to.
 *
 * @param exitCode the command's, or 137 if it was killed because its time was over
 * @param output stdout and stderr as they came
 */
public record CommandResult(int exitCode, String output, Duration took) {
  public boolean succeeded() {
    return exitCode == 0;
  }
}
