package dev.weir.cache;

import dev.weir.upstream.UpstreamResponse;
import java.util.function.Function;

/** How the cache answered for one origin's document. */
public sealed interface DocumentAnswer {
  /** Here it is, fresh or usable all the same. */
  record Present(LoadedDocument document, CacheStatus status) implements DocumentAnswer {}

  /** The origin does not have it. */
  record Absent(CacheStatus status) implements DocumentAnswer {}

  /** Nothing is stored and the origin gave no usable answer: {@code Refused} or {@code Failed}. */
  record Unavailable(UpstreamResponse cause) implements DocumentAnswer {}

  default <T> T match(
      Function<Present, T> present,
      Function<Absent, T> absent,
      Function<Unavailable, T> unavailable) {
    if (this instanceof Present p) {
      return present.apply(p);
    } else if (this instanceof Absent a) {
      return absent.apply(a);
    }
    return unavailable.apply((Unavailable) this);
  }
}
