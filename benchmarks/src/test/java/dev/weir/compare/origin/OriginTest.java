package dev.weir.compare.origin;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.compare.origin.FixtureShape.Role;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class OriginTest {
  @Test
  void itsProcessServesTheShapeAndCountsWhatItWasAsked() throws IOException {
    try (var origin = Origin.start(3, 2)) {
      var fixture = Fixture.read(origin.url(), FixtureShape.of(3, 2));

      assertThat(fixture.of(Role.ROTATING)).hasSize(3);
      assertThat(fixture.of(Role.COLD)).hasSize(2);
      var large = fixture.of(Role.LARGE).get(0);
      assertThat(large.line().tarballBytes()).isEqualTo(10_000_000);
      assertThat(origin.requests(large.tarball())).isEqualTo(1);
      assertThat(origin.requests("/small")).isEqualTo(2);
      assertThat(origin.bytesSent()).isGreaterThan(10_000_000);

      origin.reset();
      origin.pace(Duration.ofMillis(1), 100_000_000);
      assertThat(Fixture.read(origin.url(), FixtureShape.of(3, 2))).isEqualTo(fixture);
      assertThat(origin.totalRequests()).isEqualTo(3L * fixture.items().size());
    }
  }

  @Test
  void tarballsHaveTheMeanSizesThatAreWanted() {
    var lines = FixtureShape.of(320, 638);

    assertThat(mean(lines, Role.ROTATING)).isBetween(11_500.0, 12_500.0);
    assertThat(mean(lines, Role.COLD) * 638).isBetween(220e6, 230e6);
  }

  private static double mean(List<FixtureShape.Line> lines, Role role) {
    return lines.stream()
        .filter(line -> line.role() == role)
        .mapToInt(FixtureShape.Line::tarballBytes)
        .average()
        .orElse(0);
  }
}
