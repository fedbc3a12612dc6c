package dev.weir.metrics;

import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** {@code docs/metrics.md}, as the declarations say it should be. */
final class MetricsDocument {
  private static final String HEAD =
      """
      # Metrics

      What `/metrics` shows, in Prometheus' text format. This page is made from the declarations in
      `dev.weir.metrics.Metric`; a test fails when it is not current, and
      `mvn -pl proxy-core -am test -Dtest=MetricsDocumentTest -Dsurefire.failIfNoSpecifiedTests=false -Dweir.docs.write=true`
      writes it anew.

      Counters and timers are there from the start, at 0. A timer is a histogram
      (`…_bucket`, `…_sum`, `…_count`) and a gauge `…_max`, the longest of the last minutes.
      No tag ever holds a package's name, a path or an address.

      | name | type | tags | what it is |
      | --- | --- | --- | --- |
      """;

  private static final String TAIL =
      """

      Beside these, Micrometer's own meters of the JVM and the process: `jvm_memory_*`, `jvm_gc_*`,
      `jvm_threads_*`, `jvm_buffer_*`, `jvm_info`, `process_*`, `system_cpu_*`.

      ## Buckets

      Upper bounds in seconds; the infinite one comes on top.

      | timer | bounds |
      | --- | --- |
      """;

  private MetricsDocument() {}

  static String text() {
    var lines = new ArrayList<String>();
    var buckets = new ArrayList<String>();
    for (var metric : Metric.values()) {
      lines.add(row(metric));
      if (metric.type() == Metric.Type.TIMER) {
        buckets.add("| `%s` | %s |%n".formatted(metric.prometheusName(), bounds(metric)));
      }
    }
    return HEAD + String.join("", lines) + TAIL + String.join("", buckets);
  }

  /** The repository's root, from whichever module the tests run in. */
  static Path root() {
    var folder = Path.of("").toAbsolutePath();
    while (!Files.exists(folder.resolve("LICENSE"))) {
      folder = folder.getParent();
      if (folder == null) {
        throw new IllegalStateException("no folder above has a LICENSE");
      }
    }
    return folder;
  }

  private static String row(Metric metric) {
    return "| `%s` | %s | %s | %s |%n"
        .formatted(
            metric.prometheusName(),
            metric.type().name().toLowerCase(Locale.ROOT),
            code(metric.tags()),
            metric.help());
  }

  private static String code(List<String> tags) {
    return tags.stream().map(tag -> "`" + tag + "`").collect(Collectors.joining(", "));
  }

  private static String bounds(Metric metric) {
    return metric.buckets().stream()
        .map(bound -> BigDecimal.valueOf(bound.toMillis(), 3))
        .map(seconds -> seconds.stripTrailingZeros().toPlainString())
        .collect(Collectors.joining(", "));
  }
}
