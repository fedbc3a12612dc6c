package dev.weir.resolve;

import dev.weir.model.ConnectionName;
import dev.weir.policy.OriginType;
import java.util.function.Function;

/** How a version came into its domain. It sticks to the version wherever that is kept. */
public sealed interface VersionOrigin {
  /** Retained from a registry outside. */
  record External(ConnectionName connection) implements VersionOrigin {}

  /**
   * Published to a repository of ours.
   *
   * @param entry that repository's name
   */
  record Internal(String entry) implements VersionOrigin {}

  default OriginType type() {
    return match(external -> OriginType.EXTERNAL, internal -> OriginType.INTERNAL);
  }

  default <T> T match(Function<External, T> external, Function<Internal, T> internal) {
    return this instanceof External here ? external.apply(here) : internal.apply((Internal) this);
  }
}
