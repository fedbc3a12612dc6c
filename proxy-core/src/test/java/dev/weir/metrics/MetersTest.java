package dev.weir.metrics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.weir.cache.CacheKind;
import dev.weir.cache.CacheStatus;
import dev.weir.http.Outcome;
import dev.weir.model.ConnectionName;
import dev.weir.model.RepositoryId;
import dev.weir.storage.BlobUsage;
import dev.weir.upstream.UpstreamResponse;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What a scrape shows. */
final class MetersTest {
  private static final ConnectionName NPMJS = ConnectionName.PUBLIC_NPMJS;
  private static final RepositoryId APP = RepositoryId.of("team", "app");

  private final Meters meters =
      new Meters(List.of("packument", "tarball"), List.of("CreateDomain"), List.of(NPMJS));

  @AfterEach
  void close() {
    meters.close();
  }

  @Test
  void everyDeclaredMetricIsThereFromTheStartAtZero() {
    registerTheRest();
    var text = scrape();

    for (var metric : Metric.values()) {
      var family = text.family(metric.prometheusName());
      assertThat(family.type()).isEqualTo(typeOnTheWire(metric));
      assertThat(family.help()).isEqualTo(metric.help());
      assertThat(family.samples())
          .allSatisfy(sample -> assertThat(sample.value()).as(sample.toString()).isEqualTo(0.0));
    }
  }

  @Test
  void nothingOfOursIsShownThatIsNotDeclared() {
    registerTheRest();
    var declared = new TreeSet<String>();
    for (var metric : Metric.values()) {
      declared.add(metric.prometheusName());
      if (metric.type() == Metric.Type.TIMER) {
        declared.add(metric.prometheusName() + "_max");
      }
    }

    assertThat(scrape().families().keySet())
        .filteredOn(name -> name.startsWith("weir_"))
        .containsExactlyInAnyOrderElementsOf(declared);
  }

  @Test
  void samplesCarryTheDeclaredTagsAndNoOthers() {
    registerTheRest();
    var text = scrape();

    for (var metric : Metric.values()) {
      for (var sample : text.family(metric.prometheusName()).samples()) {
        assertThat(sample.labelsWithout("le").keySet())
            .as(sample.toString())
            .containsExactlyInAnyOrderElementsOf(metric.tags());
      }
    }
  }

  @Test
  void noTagCanHoldANameOfAPackage() {
    var tags = new HashSet<String>();
    Arrays.stream(Metric.values()).forEach(metric -> tags.addAll(metric.tags()));

    assertThat(tags)
        .isEqualTo(
            Set.of(
                "operation",
                "outcome",
                "client",
                "kind",
                "status",
                "repository",
                "connection",
                "store",
                "statistic",
                "pool"));
  }

  @Test
  void timersHaveAtMostTwelveBucketsInOrder() {
    for (var metric : Metric.values()) {
      boolean timer = metric.type() == Metric.Type.TIMER;
      assertThat(metric.buckets()).as(metric.name()).hasSizeBetween(timer ? 5 : 0, timer ? 11 : 0);
      assertThat(metric.buckets()).isSorted().doesNotHaveDuplicates();
    }
    meters.http().exchange("packument", Outcome.OK, 1);
    assertThat(
            scrape()
                .samples("weir_requests_seconds_bucket")
                .filter(sample -> sample.label("operation").equals("packument"))
                .filter(sample -> sample.label("outcome").equals("ok")))
        .hasSize(Metric.REQUESTS.buckets().size() + 1)
        .hasSizeLessThanOrEqualTo(12);
  }

  @Test
  void theJvmIsShownUnderItsUsualNames() {
    meters.watchRuntime();

    assertThat(scrape().families().keySet())
        .contains("jvm_memory_used_bytes", "jvm_threads_live_threads", "process_uptime_seconds");
  }

  @Test
  void aScrapeUnderWayOfEverythingIsReadable() {
    registerTheRest();
    var nasty = new ConnectionName("a:b-c.d_e");
    for (var outcome : Outcome.values()) {
      meters.http().exchange("tarball", outcome, 3_000_000_000L);
      meters.http().exchange("never-heard-of", outcome, 12);
    }
    for (var status : CacheStatus.values()) {
      meters.cache().answered(APP, CacheKind.TARBALL, status);
    }
    meters.upstream().answered(nasty, new UpstreamResponse.NotFound(404), Duration.ofMillis(7));
    meters.upstream().received(nasty, 1L << 40);

    var text = scrape();

    assertThat(text.value("weir_upstream_bytes_total", "connection", "a:b-c.d_e"))
        .hasValue(1L << 40);
    assertThat(text.samples().count()).isGreaterThan(500);
  }

  @Test
  void theHotCacheIsReadAtEachScrape() {
    var hits = new AtomicLong(5);
    assertThat(scrape().value("weir_hot_hits_total")).hasValue(0);

    meters.hot(new HotFigures(() -> 10, () -> 2, () -> 3, hits::get, () -> 6, () -> 7));

    var text = scrape();
    assertThat(text.value("weir_hot_bytes")).hasValue(10);
    assertThat(text.value("weir_hot_entries")).hasValue(2);
    assertThat(text.value("weir_hot_pinned_bytes")).hasValue(3);
    assertThat(text.value("weir_hot_hits_total")).hasValue(5);
    assertThat(text.value("weir_hot_misses_total")).hasValue(6);
    assertThat(text.value("weir_hot_evictions_total")).hasValue(7);
    hits.set(9);
    assertThat(scrape().value("weir_hot_hits_total")).hasValue(9);
  }

  @Test
  void whatIsReadAtScrapesIsHeldAgainstTheGarbageCollector() {
    registerTheRest();
    meters.pool("kept", new PoolFigures(() -> 4, () -> 5, new AtomicLong(6)::get));
    for (int i = 0; i < 3; i++) {
      System.gc();
    }

    assertThat(scrape().value("weir_pool_rejected_total", "pool", "kept")).hasValue(6);
    assertThat(scrape().value("weir_pool_active", "pool", "kept")).hasValue(4);
    assertThat(scrape().value("weir_pool_queue", "pool", "kept")).hasValue(5);
  }

  @Test
  void nettysMemoryIsReadWhereTheDaemonSays() {
    assertThat(scrape().value("weir_netty_direct_memory_bytes")).hasValue(0);

    meters.nettyDirectMemory(() -> 4096);

    assertThat(scrape().value("weir_netty_direct_memory_bytes")).hasValue(4096);
  }

  @Test
  void aStoreIsAskedOncePerScrape() {
    var store = new FakeStore("cache");
    store.statistics = Map.of("block-cache-bytes", 1L, "wal-bytes", 2L);
    meters.store(store);
    store.usage = new BlobUsage(3, 400, 5000);
    store.trouble = Optional.of("disk full");
    store.statistics = Map.of("block-cache-bytes", 7L);
    int before = store.asked;

    var text = scrape();

    assertThat(store.asked - before).isEqualTo(1);
    assertThat(text.value("weir_storage_blobs", "store", "cache")).hasValue(3);
    assertThat(text.value("weir_storage_live_bytes", "store", "cache")).hasValue(400);
    assertThat(text.value("weir_storage_disk_bytes", "store", "cache")).hasValue(5000);
    assertThat(text.value("weir_storage_refusing", "store", "cache")).hasValue(1);
    assertThat(statistic(text, "block-cache-bytes")).hasValue(7);
    assertThat(statistic(text, "wal-bytes")).as("no longer named by the engine").hasValue(0);
  }

  @Test
  void aClosedStoreKeepsItsLastFigures() {
    var store = new FakeStore("cache");
    store.statistics = Map.of("wal-bytes", 2L);
    meters.store(store);
    store.closeAsync();

    assertThat(statistic(scrape(), "wal-bytes")).hasValue(2);
  }

  @Test
  void closingTwiceIsTheSameAsOnce() {
    meters.close();
    meters.close();

    assertThat(meters.scrape()).isNotNull();
  }

  @Test
  void aMeterIsMadeAsDeclaredOrNotAtAll() {
    var registrar = new Registrar(new SimpleMeterRegistry());

    assertThatThrownBy(() -> registrar.counter(Metric.FLIGHTS, "tarball"))
        .hasMessageContaining("weir_flights: COUNTER");
    assertThatThrownBy(() -> registrar.counter(Metric.CLIENTS))
        .hasMessageContaining("expected: COUNTER with tags [client]");
  }

  /** What the daemon adds once it has made the other parts. */
  private void registerTheRest() {
    var store = new FakeStore("ledger");
    store.statistics = Map.of("wal-bytes", 0L);
    meters.store(store);
    meters.pool("cpu", new PoolFigures(() -> 0, () -> 0, () -> 0));
    meters.cache().know(APP);
  }

  private Exposition scrape() {
    return Exposition.parse(meters.scrape());
  }

  private static OptionalDouble statistic(Exposition text, String name) {
    return text.value("weir_storage_statistic", "store", "cache", "statistic", name);
  }

  private static String typeOnTheWire(Metric metric) {
    return switch (metric.type()) {
      case COUNTER -> "counter";
      case GAUGE -> "gauge";
      case TIMER -> "histogram";
    };
  }
}
