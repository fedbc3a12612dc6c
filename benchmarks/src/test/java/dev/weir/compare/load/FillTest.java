package dev.weir.compare.load;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.testing.FixtureRegistry;
import java.net.URI;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** All of a stock is asked for once, by a few clients. */
class FillTest {
  @Test
  void everythingIsAskedForOnce() throws Exception {
    try (var origin = FixtureRegistry.start()) {
      var stock = Stock.of("some", 12, 200_000).addTo(origin);
      var site = Site.of(URI.create(origin.url()));

      var wants = stock.wants(site.path(), Stock.ABBREVIATED, origin);
      var report = Fill.run(site.address(), 4, wants, Duration.ofSeconds(20));

      assertThat(wants).hasSize(24);
      assertThat(origin.packumentRequests()).isEqualTo(12);
      assertThat(origin.tarballRequests()).isEqualTo(12);
      assertThat(report.bytes()).isGreaterThan(200_000);
    }
  }

  @Test
  void stocksAreTheSameEachTimeAndDifferByPrefix() {
    assertThat(Stock.of("some", 50, 1_000_000)).isEqualTo(Stock.of("some", 50, 1_000_000));
    assertThat(Stock.of("other", 50, 1_000_000).packages().get(0).name()).startsWith("other-");
  }

  @Test
  void tarballsHaveAboutTheBytesWanted() {
    long bytes =
        Stock.of("some", 319, 231_000_000).packages().stream()
            .mapToLong(Stock.Item::tarballBytes)
            .sum();

    assertThat(bytes).isBetween(225_000_000L, 237_000_000L);
  }
}
