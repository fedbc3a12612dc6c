package dev.weir.compare;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.weir.compare.origin.Fixture;
import dev.weir.compare.origin.FixtureShape;
import dev.weir.compare.run.Rounds;
import dev.weir.compare.workload.Workload;
import dev.weir.compare.workload.Workloads;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class OptionsTest {
  @Test
  void everythingIsRunUnlessSaid() {
    var options = Options.parse(List.of());

    assertThat(options.peers()).isEqualTo(Options.PEERS);
    assertThat(options.rounds()).isEqualTo(new Rounds(5, 4, 5));
    assertThat(options.time()).isEqualTo(Duration.ofMinutes(30));
    assertThat(Workloads.names()).allMatch(options::wants);
    assertThat(options.wants(Options.FEATURES)).isTrue();
  }

  @Test
  void smokeIsShortAndNeedsNothingInstalledBesideWrk() {
    var options = Options.parse(List.of("--smoke", "--seconds", "2"));

    assertThat(options.smoke()).isTrue();
    assertThat(options.rounds()).isEqualTo(new Rounds(1, 2, 0));
    assertThat(options.peers()).doesNotContain("varnish", "verdaccio");
  }

  @Test
  void listsAreTakenInTheOrderOfTheTables() {
    var options = Options.parse(List.of("--peers", "nginx,weir", "--only", "large,small"));

    assertThat(options.peers()).containsExactly("weir", "nginx");
    assertThat(options.only()).containsExactly("small", "large");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "--seconds",
        "--seconds 0",
        "--seconds -1",
        "--seconds x",
        "--rounds 0",
        "--only nothing",
        "--peers nginx",
        "--peers http://192.0.2.1/",
        "--target http://registry.example/",
        "http://127.0.0.1/"
      })
  void whatCannotBeMeantIsRefused(String line) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Options.parse(List.of(line.split(" ", -1))))
        .withMessageContaining("expected:");
  }

  @Test
  void workloadsHaveTheNamesThatMayBeAskedFor() {
    var items =
        FixtureShape.of(2, 0).stream()
            .map(line -> new Fixture.Item(line, 1, 1, "digest", "hash"))
            .toList();
    var fixture = new Fixture(URI.create("http://127.0.0.1:1"), items);

    assertThat(Workloads.of(fixture).stream().map(Workload::name).toList())
        .isEqualTo(Workloads.names());
  }
}
