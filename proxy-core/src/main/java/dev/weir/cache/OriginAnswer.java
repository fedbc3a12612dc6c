package dev.weir.cache;

import dev.weir.upstream.UpstreamResponse;
import java.util.function.Function;

/** How one origin answered for a small document. Absent and unreachable are never one. */
public sealed interface OriginAnswer {
  /**
   * Here it is: a JSON object.
   *
   * @param json shared, never changed
   */
  @SuppressWarnings("ArrayRecordComponent")
  record Found(byte[] json, CacheStatus status) implements OriginAnswer {}

  /** The origin does not have it. */
  record Absent(CacheStatus status) implements OriginAnswer {}

  /** Nothing is kept and the origin gave no usable answer: {@code Refused} or {@code Failed}. */
  record Unavailable(UpstreamResponse cause) implements OriginAnswer {}

  default <T> T match(
      Function<Found, T> found, Function<Absent, T> absent, Function<Unavailable, T> unavailable) {
    if (this instanceof Found f) {
      return found.apply(f);
    } else if (this instanceof Absent a) {
      return absent.apply(a);
    }
    return unavailable.apply((Unavailable) this);
  }
}
