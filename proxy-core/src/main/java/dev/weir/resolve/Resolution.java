package dev.weir.resolve;

import dev.weir.cache.CacheStatus;
import dev.weir.catalog.Source;
import dev.weir.upstream.UpstreamResponse;
import java.util.List;
import java.util.function.Function;

/** How a repository and its upstreams answered. Absent, denied and unreachable are never one. */
public sealed interface Resolution<T> {
  /** Here it is. */
  record Found<T>(T value) implements Resolution<T> {}

  /** All that were asked said that they do not have it. */
  record Absent<T>(List<Source> asked, CacheStatus status) implements Resolution<T> {
    public Absent {
      asked = List.copyOf(asked);
    }
  }

  /** A policy refuses it. */
  record Denied<T>(String rule, String reason) implements Resolution<T> {}

  /** One that had to be asked gave no usable answer; {@code cause} is Refused or Failed. */
  record Unavailable<T>(Source source, UpstreamResponse cause) implements Resolution<T> {
    /** What went wrong, naming the connection. */
    public String detail() {
      return cause instanceof UpstreamResponse.Refused refused
          ? refused.detail()
          : ((UpstreamResponse.Failed) cause).detail();
    }
  }

  /** The bytes that came were not what the packument says. */
  record Corrupt<T>(Source source, String detail) implements Resolution<T> {}

  /** The same answer with another value; what has no value stays as it is. */
  default <R> Resolution<R> map(Function<T, R> change) {
    return match(
        found -> new Found<>(change.apply(found.value())),
        absent -> new Absent<>(absent.asked(), absent.status()),
        denied -> new Denied<>(denied.rule(), denied.reason()),
        unavailable -> new Unavailable<>(unavailable.source(), unavailable.cause()),
        corrupt -> new Corrupt<>(corrupt.source(), corrupt.detail()));
  }

  default <R> R match(
      Function<Found<T>, R> found,
      Function<Absent<T>, R> absent,
      Function<Denied<T>, R> denied,
      Function<Unavailable<T>, R> unavailable,
      Function<Corrupt<T>, R> corrupt) {
    if (this instanceof Found<T> f) {
      return found.apply(f);
    } else if (this instanceof Absent<T> a) {
      return absent.apply(a);
    } else if (this instanceof Denied<T> d) {
      return denied.apply(d);
    } else if (this instanceof Unavailable<T> u) {
      return unavailable.apply(u);
    }
    return corrupt.apply((Corrupt<T>) this);
  }
}
