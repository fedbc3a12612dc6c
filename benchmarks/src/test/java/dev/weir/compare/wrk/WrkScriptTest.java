package dev.weir.compare.wrk;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.compare.wire.Header;
import java.util.List;
import org.junit.jupiter.api.Test;

class WrkScriptTest {
  private static final List<Header> HEADERS = List.of(new Header("Accept", "a/b; q=\"1\""));

  @Test
  void oneTargetLeavesTheRequestToWrk() {
    var script = WrkScript.of(List.of("/small"), HEADERS, List.of("\"e\""));

    assertThat(script)
        .contains("wrk.headers[\"Accept\"] = \"a/b; q=\\\"1\\\"\"")
        .contains("wrk.headers[\"If-None-Match\"] = \"\\\"e\\\"\"")
        .doesNotContain("function request");
  }

  @Test
  void severalTargetsAreAskedForInTurnEachWithItsEtag() {
    var script = WrkScript.of(List.of("/a", "/b"), HEADERS, List.of("\"1\"", ""));

    assertThat(script)
        .contains("{\"/a\", \"\\\"1\\\"\"},")
        .contains("{\"/b\", \"\"},")
        .contains("turn = turn % #requests + 1")
        .contains("wrk.headers[\"Accept\"]");
  }

  @Test
  void reportIsWrittenWithoutRounding() {
    assertThat(WrkScript.of(List.of("/a"), List.of(), List.of("")))
        .contains("weir-compare {\"micros\":%d")
        .contains("latency:percentile(99.9)");
  }
}
