package dev.weir.upstream;

import io.netty.util.concurrent.Ticker;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/** What is remembered of one origin from request to request. Thread-safe. */
final class OriginState {
  private final CircuitBreaker breaker;
  private final OriginPool pool;
  private final Ticker ticker;

  /** When the origin may be asked again, in the ticker's nanoseconds. */
  private final AtomicReference<@Nullable Long> quietUntil = new AtomicReference<>();

  OriginState(CircuitBreaker breaker, OriginPool pool, Ticker ticker) {
    this.breaker = breaker;
    this.pool = pool;
    this.ticker = ticker;
  }

  CircuitBreaker breaker() {
    return breaker;
  }

  OriginPool pool() {
    return pool;
  }

  /** The origin said 429; one that asks for less does not shorten what another asked for. */
  void leaveAlone(Duration wait) {
    long until = ticker.nanoTime() + wait.toNanos();
    quietUntil.updateAndGet(before -> before != null && before - until > 0 ? before : until);
  }

  /** How much longer the origin wants to be left alone; empty if it doesn't. */
  Optional<Duration> leftAloneFor() {
    Long until = quietUntil.get();
    long left = until == null ? 0 : until - ticker.nanoTime();
    return left > 0 ? Optional.of(Duration.ofNanos(left)) : Optional.empty();
  }
}
