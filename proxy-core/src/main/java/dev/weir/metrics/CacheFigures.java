package dev.weir.metrics;

import dev.weir.cache.CacheKind;
import dev.weir.cache.CacheStatus;
import java.util.Map;

/**
 * The cache's meters since the start, all repositories together.
 *
 * @param requests how many were answered, for every kind and status
 * @param coalesced callers that joined another's flight
 * @param bytesSaved that no origin had to send
 * @param integrityFailures bytes that were not what they should have been
 */
public record CacheFigures(
    Map<CacheKind, Map<CacheStatus, Long>> requests,
    long coalesced,
    long bytesSaved,
    long integrityFailures) {
  public CacheFigures {
    requests = Map.copyOf(requests);
  }

  /** Those of one kind that were answered so. */
  public long requests(CacheKind kind, CacheStatus status) {
    return requests.getOrDefault(kind, Map.of()).getOrDefault(status, 0L);
  }
}
