package dev.weir.upstream;

import dev.weir.model.ConnectionName;
import java.time.Duration;

/** Hears what origins answered. Called where it happened: must be quick and must not throw. */
public interface UpstreamListener {
  UpstreamListener NONE = new UpstreamListener() {};

  /** One HTTP exchange (each retry is one) ended with this answer after {@code elapsed}. */
  default void answered(ConnectionName connection, UpstreamResponse response, Duration elapsed) {}

  /** Bytes came in from the wire, before any decoding. */
  default void received(ConnectionName connection, long bytes) {}

  /** The breaker opened or closed. */
  default void breaker(ConnectionName connection, boolean open) {}
}
