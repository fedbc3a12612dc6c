package dev.weir.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.cache.CacheKind;
import dev.weir.cache.CacheListener;
import dev.weir.cache.CacheStatus;
import dev.weir.http.Outcome;
import dev.weir.model.ConnectionName;
import dev.weir.model.RepositoryId;
import dev.weir.upstream.UpstreamListener;
import dev.weir.upstream.UpstreamResponse;
import dev.weir.upstream.Validators;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalDouble;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What is heard shows in the meter it belongs to, and in no other. */
final class ListenersTest {
  private static final ConnectionName NPMJS = ConnectionName.PUBLIC_NPMJS;
  private static final RepositoryId APP = RepositoryId.of("team", "app");

  private final Meters meters =
      new Meters(List.of("packument", "tarball"), List.of("CreateDomain"), List.of(NPMJS));
  private final CacheListener cache = meters.cache();
  private final UpstreamListener upstream = meters.upstream();

  @AfterEach
  void close() {
    meters.close();
  }

  @Test
  void anExchangeIsTimedByOperationAndOutcome() {
    meters.http().exchange("tarball", Outcome.OK, 2_000_000);
    meters.http().exchange("tarball", Outcome.OK, 6_000_000_000L);
    meters.http().exchange("tarball", Outcome.NOT_FOUND, 1);

    assertThat(requests("_count", "tarball", "ok")).hasValue(2);
    assertThat(requests("_sum", "tarball", "ok")).hasValue(6.002);
    assertThat(requests("_count", "tarball", "not_found")).hasValue(1);
    assertThat(requests("_count", "packument", "ok")).hasValue(0);
    assertThat(bucket("0.001")).hasValue(0);
    assertThat(bucket("0.005")).hasValue(1);
    assertThat(bucket("30.0")).hasValue(2);
  }

  @Test
  void anOperationNobodyNamedIsOther() {
    meters.http().exchange("surprise", Outcome.OK, 1);

    assertThat(requests("_count", "other", "ok")).hasValue(1);
  }

  @Test
  void operationsOfTheControlApiShareTheirTimesAndAreCountedEach() {
    meters.http().exchange("CreateDomain", Outcome.OK, 1_000_000);
    meters.http().exchange("CreateDomain", Outcome.CLIENT_ERROR, 1);

    assertThat(requests("_count", "control", "ok")).hasValue(1);
    assertThat(requests("_count", "other", "ok")).hasValue(0);
    assertThat(value("weir_control_requests_total", "operation", "CreateDomain", "outcome", "ok"))
        .hasValue(1);
    assertThat(
            value(
                "weir_control_requests_total",
                "operation",
                "CreateDomain",
                "outcome",
                "client_error"))
        .hasValue(1);
  }

  @Test
  void clientsAreCountedByFamily() {
    meters.http().client("pnpm");
    meters.http().client("pnpm");
    meters.http().client("curl");

    assertThat(value("weir_clients_total", "client", "pnpm")).hasValue(2);
    assertThat(value("weir_clients_total", "client", "other")).hasValue(1);
    assertThat(value("weir_clients_total", "client", "npm")).hasValue(0);
  }

  @Test
  void connectionsAreThoseOpenNow() {
    meters.http().connectionOpened();
    meters.http().connectionOpened();
    meters.http().connectionClosed();
    meters.http().connectionRefused();
    meters.http().bodyAborted();
    meters.http().accessLogDropped(() -> 1);

    assertThat(value("weir_http_connections")).hasValue(1);
    assertThat(value("weir_http_connections_refused_total")).hasValue(1);
    assertThat(value("weir_http_bodies_aborted_total")).hasValue(1);
    assertThat(value("weir_access_log_dropped_lines_total")).hasValue(1);
  }

  @Test
  void answersAreCountedByKindStatusAndRepository() {
    cache.answered(APP, CacheKind.TARBALL, CacheStatus.HIT);
    cache.answered(APP, CacheKind.TARBALL, CacheStatus.HIT);
    cache.answered(APP, CacheKind.PACKUMENT, CacheStatus.REVALIDATED);

    assertThat(answers("tarball", "hit", "team/app")).hasValue(2);
    assertThat(answers("packument", "revalidated", "team/app")).hasValue(1);
    assertThat(answers("packument", "hit", "team/app")).hasValue(0);
    assertThat(answers("tarball", "hit", "other")).hasValue(0);
  }

  @Test
  void aHundredRepositoriesAreToldApartAndTheRestAreOther() {
    for (int i = 0; i < 150; i++) {
      cache.answered(RepositoryId.of("team", "r" + i), CacheKind.TARBALL, CacheStatus.MISS);
    }
    cache.answered(RepositoryId.of("team", "r7"), CacheKind.TARBALL, CacheStatus.MISS);

    assertThat(answers("tarball", "miss", "team/r7")).hasValue(2);
    assertThat(answers("tarball", "miss", "team/r99")).hasValue(1);
    assertThat(answers("tarball", "miss", "team/r100")).isEmpty();
    assertThat(answers("tarball", "miss", "other")).hasValue(50);
  }

  @Test
  void flightsGoUpAndDownByKind() {
    cache.flights(CacheKind.TARBALL, 1);
    cache.flights(CacheKind.TARBALL, 1);
    cache.flights(CacheKind.TARBALL, -1);
    cache.joined(CacheKind.PACKUMENT);

    assertThat(value("weir_flights", "kind", "tarball")).hasValue(1);
    assertThat(value("weir_flights", "kind", "packument")).hasValue(0);
    assertThat(value("weir_cache_coalesced_total", "kind", "packument")).hasValue(1);
  }

  @Test
  void theRestOfTheCacheIsCounted() {
    cache.bytesSaved(1000);
    cache.integrityFailed(CacheKind.TARBALL);
    cache.ingested(Duration.ofMillis(30), 700);
    cache.rendered(Duration.ofMillis(3), 70);
    cache.evicted(11);
    cache.evicted(22);
    cache.swept(3);
    cache.reclaimed();

    assertThat(value("weir_bytes_saved_total")).hasValue(1000);
    assertThat(value("weir_integrity_failures_total", "kind", "tarball")).hasValue(1);
    assertThat(value("weir_ingest_seconds_sum")).hasValue(0.03);
    assertThat(value("weir_ingest_bytes_total")).hasValue(700);
    assertThat(value("weir_render_seconds_count")).hasValue(1);
    assertThat(value("weir_render_bytes_total")).hasValue(70);
    assertThat(value("weir_storage_evictions_total")).hasValue(2);
    assertThat(value("weir_storage_evicted_bytes_total")).hasValue(33);
    assertThat(value("weir_storage_swept_blobs_total")).hasValue(3);
    assertThat(value("weir_storage_reclaims_total")).hasValue(1);
  }

  @Test
  void answersOfOriginsAreTimedByConnectionAndOutcome() {
    var validators = new Validators(Optional.empty(), Optional.empty());
    upstream.answered(
        NPMJS,
        new UpstreamResponse.NotModified(validators, Optional.empty()),
        Duration.ofMillis(5));
    upstream.answered(NPMJS, new UpstreamResponse.NotFound(404), Duration.ofMillis(5));
    upstream.answered(
        NPMJS, new UpstreamResponse.Refused(429, "", Optional.empty()), Duration.ofMillis(5));

    assertThat(exchanges(NPMJS.value(), "not_modified")).hasValue(1);
    assertThat(exchanges(NPMJS.value(), "not_found")).hasValue(1);
    assertThat(exchanges(NPMJS.value(), "refused")).hasValue(1);
    assertThat(exchanges(NPMJS.value(), "found")).hasValue(0);
  }

  @ParameterizedTest
  @EnumSource
  void eachKindOfFailureIsAnOutcomeOfItsOwn(UpstreamResponse.Kind kind) {
    upstream.answered(NPMJS, new UpstreamResponse.Failed(kind, "why"), Duration.ofSeconds(1));

    var outcome = kind.name().toLowerCase(Locale.ROOT);
    assertThat(exchanges(NPMJS.value(), outcome)).hasValue(1);
    assertThat(
            Exposition.parse(meters.scrape())
                .samples("weir_upstream_requests_seconds_count")
                .mapToDouble(Exposition.Sample::value)
                .sum())
        .isEqualTo(1);
  }

  @Test
  void bytesAndBreakersAreShownByConnection() {
    var mirror = new ConnectionName("mirror");
    upstream.received(NPMJS, 10);
    upstream.received(NPMJS, 20);
    upstream.breaker(mirror, true);

    assertThat(value("weir_upstream_bytes_total", "connection", "public:npmjs")).hasValue(30);
    assertThat(value("weir_upstream_breaker_open", "connection", "mirror")).hasValue(1);
    assertThat(value("weir_upstream_breaker_open", "connection", "public:npmjs")).hasValue(0);

    upstream.breaker(mirror, false);
    assertThat(value("weir_upstream_breaker_open", "connection", "mirror")).hasValue(0);
  }

  private OptionalDouble requests(String suffix, String operation, String outcome) {
    return value("weir_requests_seconds" + suffix, "operation", operation, "outcome", outcome);
  }

  private OptionalDouble bucket(String le) {
    return value("weir_requests_seconds_bucket", "operation", "tarball", "outcome", "ok", "le", le);
  }

  private OptionalDouble answers(String kind, String status, String repository) {
    return value(
        "weir_cache_requests_total", "kind", kind, "status", status, "repository", repository);
  }

  private OptionalDouble exchanges(String connection, String outcome) {
    return value(
        "weir_upstream_requests_seconds_count", "connection", connection, "outcome", outcome);
  }

  private OptionalDouble value(String name, String... labels) {
    return Exposition.parse(meters.scrape()).value(name, labels);
  }
}
