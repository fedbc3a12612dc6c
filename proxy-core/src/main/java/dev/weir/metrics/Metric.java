package dev.weir.metrics;

import java.time.Duration;
import java.util.List;
import java.util.stream.LongStream;

/**
 * Every meter of Weir's own: the name as Prometheus sees it, its help, its tags. {@code
 * docs/metrics.md} is made of this.
 *
 * <p>A tag has few values, all of them from the configuration or from the code, never from a
 * request: no package name, no path, no address.
 */
public enum Metric {
  REQUESTS(
      "weir_requests_seconds",
      "Time from the last byte of a request to the last byte of its reply",
      Buckets.REQUESTS,
      "operation",
      "outcome"),
  CONTROL_REQUESTS(
      Type.COUNTER,
      "weir_control_requests_total",
      "Requests of the CodeArtifact API by operation; their times are under operation control",
      "operation",
      "outcome"),
  CLIENTS(Type.COUNTER, "weir_clients_total", "Requests by the program that asked", "client"),
  HTTP_CONNECTIONS(Type.GAUGE, "weir_http_connections", "Connections of clients that are open"),
  HTTP_CONNECTIONS_REFUSED(
      Type.COUNTER,
      "weir_http_connections_refused_total",
      "Connections of clients closed at once, being over a limit"),
  HTTP_BODIES_ABORTED(
      Type.COUNTER,
      "weir_http_bodies_aborted_total",
      "Replies broken off after their head had gone out"),
  HTTP_SLOW_CLIENTS_CUT(
      Type.COUNTER,
      "weir_http_slow_clients_cut_total",
      "Clients cut for taking too little of their reply while others waited for http.max-unsent"),
  ACCESS_LOG_DROPPED(
      Type.COUNTER,
      "weir_access_log_dropped_lines_total",
      "Lines of the access log dropped because the disk was too slow"),
  AUDIT_LOG_DROPPED(
      Type.COUNTER,
      "weir_audit_log_dropped_lines_total",
      "Lines of the audit log dropped because the disk was too slow"),

  CACHE_REQUESTS(
      Type.COUNTER,
      "weir_cache_requests_total",
      "Answers of the cache; repository is domain/repository, or other beyond the first 100",
      "kind",
      "status",
      "repository"),
  CACHE_COALESCED(
      Type.COUNTER,
      "weir_cache_coalesced_total",
      "Callers that joined a fetch under way instead of starting one",
      "kind"),
  FLIGHTS(Type.GAUGE, "weir_flights", "Fetches under way", "kind"),
  BYTES_SAVED(
      Type.COUNTER, "weir_bytes_saved_total", "Bytes served that no origin had to send for it"),
  INTEGRITY_FAILURES(
      Type.COUNTER,
      "weir_integrity_failures_total",
      "Contents unlike their digest; for packuments also unlike what a client's lockfile expects",
      "kind"),
  REMOVED_VERSIONS(
      Type.COUNTER,
      "weir_removed_versions_total",
      "Retained versions that were found to be removed by their origin"),
  INGEST(
      "weir_ingest_seconds",
      "Time to index and store a packument of an origin, on the CPU pool",
      Buckets.WORK),
  INGEST_BYTES(Type.COUNTER, "weir_ingest_bytes_total", "Decoded bytes of packuments indexed"),
  RENDER(
      "weir_render_seconds",
      "Time to render and compress a representation, on the CPU pool",
      Buckets.WORK),
  RENDER_BYTES(Type.COUNTER, "weir_render_bytes_total", "Bytes of representations rendered"),

  UPSTREAM_REQUESTS(
      "weir_upstream_requests_seconds",
      "Time of one HTTP exchange with an origin; a retry is another one",
      Buckets.UPSTREAM,
      "connection",
      "outcome"),
  UPSTREAM_BYTES(
      Type.COUNTER,
      "weir_upstream_bytes_total",
      "Bytes received from an origin, as they came over the wire",
      "connection"),
  UPSTREAM_BREAKER_OPEN(
      Type.GAUGE,
      "weir_upstream_breaker_open",
      "1 while the circuit breaker keeps requests from the origin, else 0",
      "connection"),

  HOT_BYTES(Type.GAUGE, "weir_hot_bytes", "Bytes that the hot cache holds"),
  HOT_ENTRIES(Type.GAUGE, "weir_hot_entries", "Entries that the hot cache holds"),
  HOT_PINNED_BYTES(
      Type.GAUGE,
      "weir_hot_pinned_bytes",
      "Bytes of entries evicted from the hot cache that are still being written to clients"),
  HOT_HITS(Type.COUNTER, "weir_hot_hits_total", "Lookups that the hot cache answered"),
  HOT_MISSES(Type.COUNTER, "weir_hot_misses_total", "Lookups that the hot cache did not answer"),
  HOT_EVICTIONS(Type.COUNTER, "weir_hot_evictions_total", "Entries evicted from the hot cache"),

  STORAGE_LIVE_BYTES(
      Type.GAUGE, "weir_storage_live_bytes", "Bytes of blobs that a store holds", "store"),
  STORAGE_BLOBS(Type.GAUGE, "weir_storage_blobs", "Blobs that a store holds", "store"),
  STORAGE_DISK_BYTES(
      Type.GAUGE,
      "weir_storage_disk_bytes",
      "Bytes that a store takes on disk, at the last look",
      "store"),
  STORAGE_REFUSING(
      Type.GAUGE,
      "weir_storage_refusing",
      "1 while a store refuses new content, such as for want of disk space, else 0",
      "store"),
  STORAGE_STATISTIC(
      Type.GAUGE,
      "weir_storage_statistic",
      "A figure of a store's engine, under the engine's own name for it",
      "store",
      "statistic"),
  STORAGE_EVICTIONS(
      Type.COUNTER,
      "weir_storage_evictions_total",
      "Blobs evicted because the cache store was over its quota"),
  STORAGE_EVICTED_BYTES(
      Type.COUNTER, "weir_storage_evicted_bytes_total", "Bytes of the blobs evicted"),
  STORAGE_SWEPT_BLOBS(
      Type.COUNTER, "weir_storage_swept_blobs_total", "Blobs without a record that were deleted"),
  STORAGE_RECLAIMS(
      Type.COUNTER,
      "weir_storage_reclaims_total",
      "Times that the disk got back what deleted blobs had held"),

  POOL_ACTIVE(Type.GAUGE, "weir_pool_active", "Threads of a pool that are at work", "pool"),
  POOL_QUEUE(Type.GAUGE, "weir_pool_queue", "Tasks that wait for a thread of a pool", "pool"),
  POOL_REJECTED(
      Type.COUNTER,
      "weir_pool_rejected_total",
      "Tasks refused because a pool's queue was full",
      "pool"),
  NETTY_DIRECT_MEMORY(
      Type.GAUGE, "weir_netty_direct_memory_bytes", "Direct memory that Netty has reserved");

  /** What becomes of a meter on the wire. */
  public enum Type {
    COUNTER,
    GAUGE,
    /** A histogram of seconds, and a gauge {@code _max} of the last minutes. */
    TIMER
  }

  private final Type type;
  private final String prometheusName;
  private final String help;

  @SuppressWarnings("ImmutableEnumChecker") // a list that cannot change
  private final List<Duration> buckets;

  @SuppressWarnings("ImmutableEnumChecker") // a list that cannot change
  private final List<String> tags;

  Metric(Type type, String prometheusName, String help, String... tags) {
    this(type, prometheusName, help, List.of(), tags);
  }

  Metric(String prometheusName, String help, List<Duration> buckets, String... tags) {
    this(Type.TIMER, prometheusName, help, buckets, tags);
  }

  Metric(Type type, String prometheusName, String help, List<Duration> buckets, String... tags) {
    this.type = type;
    this.prometheusName = prometheusName;
    this.help = help;
    this.buckets = buckets;
    this.tags = List.of(tags);
  }

  public Type type() {
    return type;
  }

  /** The name in a scrape; of a timer, what {@code _bucket}, {@code _sum}, … are added to. */
  public String prometheusName() {
    return prometheusName;
  }

  public String help() {
    return help;
  }

  /** The names of the labels, in the order in which meters are given their values. */
  public List<String> tags() {
    return tags;
  }

  /** The upper bounds of a timer's buckets, without the infinite one; else empty. */
  public List<Duration> buckets() {
    return buckets;
  }

  /** Upper bounds; with the infinite one at most twelve each, since every tag multiplies them. */
  private static final class Buckets {
    static final List<Duration> REQUESTS = millis(1, 5, 10, 25, 50, 100, 250, 1_000, 5_000, 30_000);
    static final List<Duration> UPSTREAM =
        millis(10, 25, 50, 100, 250, 500, 1_000, 2_500, 10_000, 30_000, 60_000);
    static final List<Duration> WORK = millis(1, 5, 10, 50, 100, 500, 1_000, 5_000);

    private static List<Duration> millis(long... millis) {
      return LongStream.of(millis).mapToObj(Duration::ofMillis).toList();
    }
  }
}
