package dev.weir.config;

import java.util.List;

/** {@code auth}: who may do what. */
public record AuthSettings(
    @Doc("open: everyone may do everything; enforced comes with a later version") String mode,
    @Doc("Good authorization tokens that are known again without checking their signature")
        int rememberedTokens) {
  public static final AuthSettings DEFAULTS = new AuthSettings("open", 10_000);

  public AuthSettings {
    Check.oneOf(List.of("open", "enforced"), mode, "mode");
    Check.atLeast(0, rememberedTokens, "remembered-tokens");
  }
}
