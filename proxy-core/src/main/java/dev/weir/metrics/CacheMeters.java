package dev.weir.metrics;

import dev.weir.cache.CacheKind;
import dev.weir.cache.CacheListener;
import dev.weir.cache.CacheStatus;
import dev.weir.model.RepositoryId;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Timer;
import java.time.Duration;
import java.util.Collections;
import java.util.EnumMap;
import java.util.Map;
import java.util.concurrent.atomic.LongAdder;
import java.util.stream.Stream;

/** The cache's meters. Nothing here allocates or locks per event, but for a new repository. */
public final class CacheMeters implements CacheListener {
  /** Repositories with meters of their own. */
  static final int MAX_REPOSITORIES = 100;

  private final Limited<RepositoryId, ByEnum<CacheKind, ByEnum<CacheStatus, Counter>>> requests;
  private final ByEnum<CacheKind, Counter> coalesced;
  private final ByEnum<CacheKind, LongAdder> flights;
  private final ByEnum<CacheKind, Counter> integrityFailures;
  private final Counter bytesSaved;
  private final Timer ingest;
  private final Counter ingestBytes;
  private final Timer render;
  private final Counter renderBytes;
  private final Counter evictions;
  private final Counter evictedBytes;
  private final Counter sweptBlobs;
  private final Counter removedVersions;
  private final Counter reclaims;

  CacheMeters(Registrar registrar) {
    requests = new Limited<>(MAX_REPOSITORIES, repository -> requests(registrar, repository));
    coalesced = byKind(registrar, Metric.CACHE_COALESCED);
    flights = new ByEnum<>(CacheKind.class, kind -> flights(registrar, kind));
    integrityFailures = byKind(registrar, Metric.INTEGRITY_FAILURES);
    bytesSaved = registrar.counter(Metric.BYTES_SAVED);
    ingest = registrar.timer(Metric.INGEST);
    ingestBytes = registrar.counter(Metric.INGEST_BYTES);
    render = registrar.timer(Metric.RENDER);
    renderBytes = registrar.counter(Metric.RENDER_BYTES);
    evictions = registrar.counter(Metric.STORAGE_EVICTIONS);
    evictedBytes = registrar.counter(Metric.STORAGE_EVICTED_BYTES);
    sweptBlobs = registrar.counter(Metric.STORAGE_SWEPT_BLOBS);
    removedVersions = registrar.counter(Metric.REMOVED_VERSIONS);
    reclaims = registrar.counter(Metric.STORAGE_RECLAIMS);
  }

  /** Shows a repository at 0 before its first request. */
  public void know(RepositoryId repository) {
    requests.of(repository);
  }

  /** What was counted since the start. */
  public CacheFigures figures() {
    var byKind = new EnumMap<CacheKind, Map<CacheStatus, Long>>(CacheKind.class);
    for (var kind : CacheKind.values()) {
      var byStatus = new EnumMap<CacheStatus, Long>(CacheStatus.class);
      for (var status : CacheStatus.values()) {
        byStatus.put(status, sum(requests.all().map(meters -> meters.of(kind).of(status))));
      }
      byKind.put(kind, Collections.unmodifiableMap(byStatus));
    }
    return new CacheFigures(
        byKind, sum(coalesced.all()), (long) bytesSaved.count(), sum(integrityFailures.all()));
  }

  private static long sum(Stream<Counter> counters) {
    return (long) counters.mapToDouble(Counter::count).sum();
  }

  @Override
  public void answered(RepositoryId repository, CacheKind kind, CacheStatus status) {
    requests.of(repository).of(kind).of(status).increment();
  }

  @Override
  public void joined(CacheKind kind) {
    coalesced.of(kind).increment();
  }

  @Override
  public void flights(CacheKind kind, int delta) {
    flights.of(kind).add(delta);
  }

  @Override
  public void integrityFailed(CacheKind kind) {
    integrityFailures.of(kind).increment();
  }

  @Override
  public void bytesSaved(long bytes) {
    bytesSaved.increment((double) bytes);
  }

  @Override
  public void ingested(Duration elapsed, long documentBytes) {
    ingest.record(elapsed);
    ingestBytes.increment((double) documentBytes);
  }

  @Override
  public void rendered(Duration elapsed, long bytes) {
    render.record(elapsed);
    renderBytes.increment((double) bytes);
  }

  @Override
  public void evicted(long bytes) {
    evictions.increment();
    evictedBytes.increment((double) bytes);
  }

  @Override
  public void removed() {
    removedVersions.increment();
  }

  @Override
  public void swept(int blobs) {
    sweptBlobs.increment(blobs);
  }

  @Override
  public void reclaimed() {
    reclaims.increment();
  }

  private static ByEnum<CacheKind, ByEnum<CacheStatus, Counter>> requests(
      Registrar registrar, String repository) {
    return new ByEnum<>(CacheKind.class, kind -> requests(registrar, repository, kind));
  }

  private static ByEnum<CacheStatus, Counter> requests(
      Registrar registrar, String repository, CacheKind kind) {
    return new ByEnum<>(
        CacheStatus.class,
        status -> registrar.counter(Metric.CACHE_REQUESTS, kind.tag(), status.tag(), repository));
  }

  private static ByEnum<CacheKind, Counter> byKind(Registrar registrar, Metric metric) {
    return new ByEnum<>(CacheKind.class, kind -> registrar.counter(metric, kind.tag()));
  }

  private static LongAdder flights(Registrar registrar, CacheKind kind) {
    var flights = new LongAdder();
    registrar.gauge(Metric.FLIGHTS, flights::sum, kind.tag());
    return flights;
  }
}
