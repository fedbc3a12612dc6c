package dev.weir.cache;

import java.time.Instant;

/**
 * A body with what has to be known to send it without asking anybody.
 *
 * @param stamp of the repository that it was made for: another one now, and it is out of date
 * @param freshUntil when its sources must be looked at again
 */
public record HotEntry(Entity entity, HotBody body, long stamp, Instant freshUntil) {
  /** Whether it may be sent as it is. */
  public boolean usable(long currentStamp, Instant now) {
    return stamp == currentStamp && now.isBefore(freshUntil);
  }
}
