package dev.weir.config;

import java.time.Duration;

/** {@code shutdown}: how the daemon stops. */
public record ShutdownSettings(
    @Doc("How long running exchanges may take after SIGTERM") Duration drain) {
  public static final ShutdownSettings DEFAULTS = new ShutdownSettings(Duration.ofSeconds(10));

  public ShutdownSettings {
    Check.notNegative(drain, "drain");
  }
}
