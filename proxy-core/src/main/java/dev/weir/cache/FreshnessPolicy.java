package dev.weir.cache;

import dev.weir.config.PackumentSettings;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/** Turns what is stored and the time into a decision. Pure: no clock, no I/O. */
public final class FreshnessPolicy {
  private final PackumentSettings settings;

  public FreshnessPolicy(PackumentSettings settings) {
    this.settings = settings;
  }

  /**
   * Decides about a document.
   *
   * @param freshUntil of the stored document; empty if none is stored
   * @param askable whether the origin may be asked: not offline, breaker not open
   */
  public CacheDecision decide(
      Optional<Instant> freshUntil, Instant now, Demand demand, boolean askable) {
    if (freshUntil.isEmpty()) {
      return askable ? CacheDecision.FETCH : CacheDecision.UNAVAILABLE;
    }
    if (demand == Demand.ANY || demand == Demand.CURRENT && now.isBefore(freshUntil.get())) {
      return CacheDecision.HIT;
    }
    if (!askable) {
      return CacheDecision.SERVE_STALE;
    }
    var staleUntil = freshUntil.get().plus(settings.staleWhileRevalidate());
    return demand == Demand.CURRENT && now.isBefore(staleUntil)
        ? CacheDecision.SERVE_AND_REVALIDATE
        : CacheDecision.REVALIDATE;
  }

  /** How long a document is fresh whose origin said {@code maxAge} (RFC 9111, section 4.2.1). */
  public Duration freshFor(Optional<Duration> maxAge) {
    return maxAge.map(this::clamp).orElse(settings.defaultFresh());
  }

  private Duration clamp(Duration maxAge) {
    if (maxAge.compareTo(settings.minFresh()) < 0) {
      return settings.minFresh();
    }
    return maxAge.compareTo(settings.maxFresh()) > 0 ? settings.maxFresh() : maxAge;
  }
}
