package dev.weir.system;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.metrics.ExpositionParser;
import dev.weir.testing.FixtureRegistry;
import dev.weir.testing.LeaksCheckedAfterAll;
import dev.weir.testing.documents.FixturePackage;
import org.junit.jupiter.api.Test;

/** The whole of {@code /metrics} of a daemon that has worked, read by a strict parser. */
@LeaksCheckedAfterAll
class MetricsIT {
  @Test
  void theScrapeIsValidAndTellsWhatHappened() {
    try (var origin = FixtureRegistry.start();
        var weir = WeirUnderTest.of(origin)) {
      origin.add(FixturePackage.of("pkg").versions("1.0.0"));
      weir.get("pkg", "User-Agent", "npm/11.19.1 node/v20.20.2 linux x64 workspaces/false");
      weir.get("pkg");
      weir.get("absent");
      weir.bytes("pkg/-/pkg-1.0.0.tgz");

      var scrape = weir.getUrl(weir.url() + "metrics");
      assertThat(scrape.headers().firstValue("content-type"))
          .hasValueSatisfying(type -> assertThat(type).startsWith("text/plain"));
      new ExpositionParser().parse(scrape.body());

      assertThat(weir.metric("weir_cache_requests_total", "packument", "\"hit\"")).isEqualTo(1);
      assertThat(weir.metric("weir_cache_requests_total", "packument", "\"miss\"")).isEqualTo(2);
      assertThat(weir.metric("weir_cache_requests_total", "tarball", "\"miss\"")).isEqualTo(1);
      assertThat(weir.metric("weir_clients_total", "\"npm\"")).isEqualTo(1);
      assertThat(weir.metric("weir_upstream_requests_seconds_count", "public:npmjs")).isEqualTo(3);
      assertThat(weir.metric("weir_upstream_bytes_total")).isPositive();
      assertThat(weir.metric("weir_bytes_saved_total")).isPositive();
      assertThat(weir.metric("weir_ingest_seconds_count")).isEqualTo(1);
      assertThat(weir.metric("weir_render_seconds_count")).isEqualTo(1);
      assertThat(scrape.body()).doesNotContain("pkg-1.0.0");
    }
  }
}
