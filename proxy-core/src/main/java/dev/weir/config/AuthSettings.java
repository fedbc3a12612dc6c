package dev.weir.config;

import java.util.List;

/** {@code auth}: who may do what. */
public record AuthSettings(
    @Doc("open: everyone may do everything; enforced comes with a later version") String mode) {
  public static final AuthSettings DEFAULTS = new AuthSettings("open");

  public AuthSettings {
    Check.oneOf(List.of("open", "enforced"), mode, "mode");
  }
}
