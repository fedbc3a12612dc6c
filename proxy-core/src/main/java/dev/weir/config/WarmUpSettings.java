package dev.weir.config;

import java.time.Duration;

/** {@code warm-up}: what the daemon does in the first seconds if nobody asks it for anything. */
public record WarmUpSettings(
    @Doc(
            "For how long a started daemon practises what is asked most, so that it is compiled when clients come; 0 is off")
        Duration time) {
  public static final WarmUpSettings DEFAULTS = new WarmUpSettings(Duration.ZERO);

  public WarmUpSettings {
    Check.notNegative(time, "time");
  }
}
