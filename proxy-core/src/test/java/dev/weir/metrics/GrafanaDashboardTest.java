package dev.weir.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** {@code config/grafana/weir.json} asks for metrics that there are, by tags that they have. */
final class GrafanaDashboardTest {
  private static final Pattern OURS = Pattern.compile("weir_[a-z_]+");
  private static final Pattern GROUPED = Pattern.compile("by \\(([a-z, ]+)\\)");
  private static final Pattern LEGEND = Pattern.compile("\\{\\{([a-z]+)}}");

  /** Added by Prometheus, by histograms and by the JVM's meters. */
  private static final Set<String> FOREIGN_TAGS = Set.of("instance", "le", "area");

  @Test
  void everyMetricExists() throws IOException {
    var names = new HashSet<String>();
    expressions().forEach(expression -> names.addAll(ours(expression)));

    assertThat(names).hasSizeGreaterThan(20).allMatch(name -> metric(name).isPresent(), "exists");
  }

  @Test
  void whatIsGroupedByIsATagOfTheMetric() throws IOException {
    for (var expression : expressions()) {
      var tags = new HashSet<>(FOREIGN_TAGS);
      ours(expression).forEach(name -> tags.addAll(metric(name).orElseThrow().tags()));

      assertThat(tags).as(expression).containsAll(groupedBy(expression));
    }
  }

  @Test
  void whatALegendShowsIsGroupedBy() throws IOException {
    for (var target : targets()) {
      var expression = target.path("expr").asString();
      var legend = target.path("legendFormat").asString();

      assertThat(groupedBy(expression))
          .as(expression)
          .containsAll(LEGEND.matcher(legend).results().map(found -> found.group(1)).toList());
    }
  }

  @Test
  void panelsHaveIdsOfTheirOwnAndStayOnTheGrid() throws IOException {
    var ids = new HashSet<Integer>();
    for (var panel : dashboard().path("panels")) {
      var place = panel.path("gridPos");

      assertThat(ids.add(panel.path("id").asInt())).as(panel.path("title").asString()).isTrue();
      assertThat(place.path("x").asInt() + place.path("w").asInt()).isLessThanOrEqualTo(24);
    }
    assertThat(ids).hasSizeGreaterThan(10);
  }

  private static Optional<Metric> metric(String name) {
    return Arrays.stream(Metric.values()).filter(metric -> shows(metric, name)).findFirst();
  }

  private static boolean shows(Metric metric, String name) {
    if (metric.type() != Metric.Type.TIMER) {
      return name.equals(metric.prometheusName());
    }
    return Stream.of("_bucket", "_sum", "_count", "_max")
        .anyMatch(suffix -> name.equals(metric.prometheusName() + suffix));
  }

  private static List<String> ours(String expression) {
    return OURS.matcher(expression).results().map(found -> found.group()).toList();
  }

  private static List<String> groupedBy(String expression) {
    return GROUPED
        .matcher(expression)
        .results()
        .flatMap(found -> Stream.of(found.group(1).split(", ", -1)))
        .toList();
  }

  private static List<String> expressions() throws IOException {
    return targets().stream().map(target -> target.path("expr").asString()).toList();
  }

  private static List<JsonNode> targets() throws IOException {
    var targets = new ArrayList<JsonNode>();
    for (var panel : dashboard().path("panels")) {
      panel.path("targets").forEach(targets::add);
    }
    assertThat(targets).isNotEmpty();
    return targets;
  }

  private static JsonNode dashboard() throws IOException {
    var file = MetricsDocument.root().resolve("config/grafana/weir.json");
    return JsonMapper.shared().readTree(Files.readString(file));
  }
}
