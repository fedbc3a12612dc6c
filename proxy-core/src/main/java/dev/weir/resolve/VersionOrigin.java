package dev.weir.resolve;

import dev.weir.model.ConnectionName;
import java.util.function.Function;
import java.util.function.Supplier;

/** How a version came into its domain. It sticks to the version wherever that is kept. */
public sealed interface VersionOrigin {
  /** Retained from a registry outside. */
  record External(ConnectionName connection) implements VersionOrigin {}

  /** Published to a repository of ours. */
  record Internal() implements VersionOrigin {}

  default OriginType type() {
    return match(external -> OriginType.EXTERNAL, () -> OriginType.INTERNAL);
  }

  default <T> T match(Function<External, T> external, Supplier<T> internal) {
    return this instanceof External here ? external.apply(here) : internal.get();
  }
}
