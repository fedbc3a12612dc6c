package dev.weir.cli.doctor;

import java.time.Duration;
import java.util.Optional;

/** Who is at a registry's address. */
sealed interface Site {
  /**
   * A Weir.
   *
   * @param open whether it wants no token
   * @param date its {@code Date} header
   * @param pinged what the repository's ping answered
   * @param ping how long that took
   */
  record Weir(String version, boolean open, Optional<String> date, int pinged, Duration ping)
      implements Site {}

  /**
   * Another program.
   *
   * @param answer status and content type of what it answered
   */
  record Other(String answer) implements Site {}

  /** Nobody, or nobody in time. */
  record Silent(String why) implements Site {}
}
