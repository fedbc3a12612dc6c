package dev.weir.cache;

import dev.weir.model.ConnectionName;
import dev.weir.upstream.UpstreamResponse;

/** Whether an origin may be asked just now. */
public interface Reachability {
  /** False while the daemon is offline or the connection's breaker is open. */
  boolean askable(ConnectionName connection);

  /** What to answer instead of asking. */
  UpstreamResponse unasked(ConnectionName connection);
}
