package dev.weir.jmh;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class TableTest {
  @Test
  void eachBenchmarkIsARowInTheOrderGiven() {
    var table =
        Table.of(
            List.of(
                new Row("Hot.packument (listener=none)", 1234.4, 56.78, 1016.2),
                new Row("Hot.absent", 987.65, 1.25, 0.004)));

    assertThat(table.lines())
        .containsExactly(
            "| benchmark | ns/op | error | B/op |",
            "| --- | ---: | ---: | ---: |",
            "| Hot.packument (listener=none) | 1,234 | 56.8 | 1,016 |",
            "| Hot.absent | 988 | 1.3 | 0.0 |");
  }

  @Test
  void whatIsNotKnownIsADash() {
    var table = Table.of(List.of(new Row("Hot.packument", 99.96, Double.NaN, Double.NaN)));

    assertThat(table).endsWith("| Hot.packument | 100.0 | – | – |\n");
  }

  @Test
  void aBarInAParameterIsNoColumn() {
    var table = Table.of(List.of(new Row("Hot.packument (path=a|b)", 1, 1, 1)));

    assertThat(table).contains("(path=a\\|b) |");
  }
}
