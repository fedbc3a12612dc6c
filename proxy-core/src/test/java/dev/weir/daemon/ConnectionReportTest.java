package dev.weir.daemon;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.config.WeirSettings;
import dev.weir.model.ConnectionName;
import dev.weir.upstream.Origin;
import dev.weir.upstream.OriginHealth;
import java.net.URI;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** A connection is reported as its origin does, and never with a secret. */
class ConnectionReportTest {
  private static final ConnectionName NAME = new ConnectionName("corp");

  @Test
  void urlHasNoCredentials() {
    var report =
        report(URI.create("https://me:S3cret@registry.example/npm/"), false, Optional.empty());

    assertThat(report.url()).contains("https://registry.example/npm/");
    assertThat(report.toString()).doesNotContain("S3cret");
  }

  @Test
  void anOriginThatFailsIsFailingThoughItAskedForRestToo() {
    var base = URI.create("https://registry.example/");

    assertThat(report(base, false, Optional.empty()).state()).isEqualTo("ok");
    assertThat(report(base, false, Optional.of(Duration.ofSeconds(9))).state())
        .isEqualTo("resting");
    assertThat(report(base, true, Optional.of(Duration.ofSeconds(9))).state()).isEqualTo("failing");
  }

  private static ConnectionReport report(URI base, boolean failing, Optional<Duration> resting) {
    return ConnectionReport.of(
        WeirSettings.DEFAULTS,
        NAME,
        Optional.of(new Origin(NAME, base, Optional.empty(), Set.of(), false)),
        new OriginHealth(failing, resting),
        1);
  }
}
