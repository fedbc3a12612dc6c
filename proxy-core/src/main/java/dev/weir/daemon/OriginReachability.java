package dev.weir.daemon;

import dev.weir.cache.Reachability;
import dev.weir.model.ConnectionName;
import dev.weir.upstream.ReactorUpstreamClient;
import dev.weir.upstream.UpstreamResponse;

/** Offline by setting, or left alone by the breaker. */
record OriginReachability(boolean offline, ReactorUpstreamClient upstream) implements Reachability {
  @Override
  public boolean askable(ConnectionName connection) {
    return !offline && !upstream.breakerOpen(connection);
  }

  @Override
  public UpstreamResponse unasked(ConnectionName connection) {
    return new UpstreamResponse.Failed(
        UpstreamResponse.Kind.BREAKER_OPEN,
        offline
            ? "connection %s is not asked: offline is true, and this is not stored"
                .formatted(connection)
            : "connection %s failed several times in a row and is left alone for a moment"
                .formatted(connection));
  }
}
