package dev.weir.cache;

import java.time.Instant;

/**
 * A body with what has to be known to send it without asking anybody.
 *
 * @param epoch the catalog's epoch that it was made for
 * @param freshUntil when its sources must be looked at again
 */
public record HotEntry(Entity entity, HotBody body, long epoch, Instant freshUntil) {
  /** Whether it may be sent as it is. */
  public boolean usable(long currentEpoch, Instant now) {
    return epoch == currentEpoch && now.isBefore(freshUntil);
  }
}
