package dev.weir.metrics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The parser that the scrape is held against must find what is wrong. */
final class ExpositionParserTest {
  private static final String COUNTER = "# HELP a_total A.\n# TYPE a_total counter\n";
  private static final String HISTOGRAM =
      """
      # HELP h H.
      # TYPE h histogram
      h_bucket{x="1",le="0.5"} 1
      h_bucket{x="1",le="+Inf"} 2
      h_count{x="1"} 2
      h_sum{x="1"} 1.5e-3
      """;

  @Test
  void aCounterIsRead() {
    var text = Exposition.parse(COUNTER + "a_total{x=\"\\\"q\\\\ \\n, }\",y=\"\"} 3.0\n");

    assertThat(text.family("a_total").help()).isEqualTo("A.");
    assertThat(text.value("a_total", "x", "\"q\\ \n, }", "y", "")).hasValue(3);
    assertThat(text.value("a_total")).isEmpty();
  }

  @Test
  void aHistogramIsRead() {
    assertThat(Exposition.parse(HISTOGRAM).value("h_sum", "x", "1")).hasValue(0.0015);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "a_total 1\n",
        "# TYPE a_total counter\na_total 1\n",
        "# HELP a_total A.\na_total 1\n",
        "# HELP a_total \n# TYPE a_total counter\na_total 1\n",
        "# HELP b A.\n# TYPE a_total counter\na_total 1\n",
        "# HELP a_total A.\n# TYPE a_total count\na_total 1\n",
        "# HELP a A.\n# TYPE a counter\na 1\n",
        "# a comment\n",
        COUNTER,
        COUNTER + "a_total 1",
        COUNTER + "b_total 1\n",
        COUNTER + "a_total -1\n",
        COUNTER + "a_total one\n",
        COUNTER + "a_total 0x1\n",
        COUNTER + "a_total 1\na_total 1\n",
        COUNTER + "a_total 1\n" + COUNTER + "a_total{x=\"1\"} 1\n",
        COUNTER + "a_total{x=1} 1\n",
        COUNTER + "a_total{x=\"1\"y=\"2\"} 1\n",
        COUNTER + "a_total{x=\"1\",x=\"2\"} 1\n",
        COUNTER + "a_total{0x=\"1\"} 1\n",
        COUNTER + "a_total{x=\"a\"b\"} 1\n",
        COUNTER + "a_total{x=\"\\t\"} 1\n",
      })
  void whatIsWrongIsRefused(String text) {
    assertThatThrownBy(() -> Exposition.parse(text)).isInstanceOf(IllegalArgumentException.class);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "h_bucket{x=\"1\",le=\"0.5\"} 1 => h_bucket{x=\"1\",le=\"0.5\"} 3",
        "h_bucket{x=\"1\",le=\"+Inf\"} 2 => h_bucket{x=\"1\",le=\"0.4\"} 2",
        "h_bucket{x=\"1\",le=\"+Inf\"} 2 => h_bucket{x=\"1\",le=\"0.6\"} 2",
        "h_bucket{x=\"1\",le=\"+Inf\"} 2 => h_bucket{x=\"1\"} 2",
        "h_count{x=\"1\"} 2 => h_count{x=\"1\"} 3",
        "h_count{x=\"1\"} 2 => h_count{x=\"2\"} 2",
        "h_sum{x=\"1\"} 1.5e-3 => h_sum 0",
        "h_sum{x=\"1\"} 1.5e-3 => h_max{x=\"1\"} 0",
      })
  void aBrokenHistogramIsRefused(String change) {
    var parts = change.split(" => ", -1);

    assertThat(HISTOGRAM).contains(parts[0]);
    assertThatThrownBy(() -> Exposition.parse(HISTOGRAM.replace(parts[0], parts[1])))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
