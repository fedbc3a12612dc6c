package dev.weir.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import org.junit.jupiter.api.Test;

/** {@code docs/metrics.md} says what the code declares; {@code -Dweir.docs.write=true} makes it. */
final class MetricsDocumentTest {
  @Test
  void theDocumentIsCurrent() throws IOException {
    var file = MetricsDocument.root().resolve("docs/metrics.md");
    if (Boolean.getBoolean("weir.docs.write")) {
      Files.createDirectories(file.getParent());
      Files.writeString(file, MetricsDocument.text());
    }

    assertThat(file).hasContent(MetricsDocument.text());
  }

  @Test
  void helpIsASentenceWithoutAStopAndFitsATable() {
    for (var metric : Metric.values()) {
      assertThat(metric.help()).matches("[A-Z0-9].{10,}[^.]").doesNotContain("|", "\n");
      assertThat(metric.prometheusName()).matches("weir_[a-z]+(_[a-z]+)*");
    }
  }
}
