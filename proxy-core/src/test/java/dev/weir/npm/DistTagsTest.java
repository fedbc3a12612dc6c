package dev.weir.npm;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DistTagsTest {
  @Test
  void theFarthestUpstreamWins() {
    var near = Map.of("latest", "1.0.2", "mine", "1.0.2");
    var far = Map.of("latest", "1.0.1", "next", "2.0.0-rc");

    assertThat(merge(List.of(near, far), "1.0.1", "1.0.2", "2.0.0-rc"))
        .isEqualTo(Map.of("latest", "1.0.1", "mine", "1.0.2", "next", "2.0.0-rc"));
  }

  @Test
  void aTagWhoseVersionIsNotThereCountsForNothing() {
    var near = Map.of("latest", "1.0.0", "beta", "9.0.0");
    var far = Map.of("latest", "9.0.0");

    assertThat(merge(List.of(near, far), "1.0.0")).isEqualTo(Map.of("latest", "1.0.0"));
  }

  @ParameterizedTest
  @CsvSource({
    "'',          '1.0.0 2.0.0 10.0.0 11.0.0-rc',  10.0.0",
    "3.0.0,       '1.0.0 2.0.0 10.0.0',            2.0.0",
    "3.0.0,       '4.0.0 5.0.0',                   5.0.0",
    "3.0.0-rc,    '2.0.0 3.0.0-a 4.0.0',           2.0.0",
    "gone,        '1.0.0 2.0.0',                   2.0.0",
    "'',          '1.0.0-a 1.0.0-b 0.1.0-z',       1.0.0-b",
    "'',          'v1 v3 v2',                      v2",
    "'',          'v9 0.0.1-a',                    0.0.1-a"
  })
  void latestAlwaysExists(String hidden, String versions, String latest) {
    Map<String, String> tags = hidden.isEmpty() ? Map.of() : Map.of("latest", hidden);

    assertThat(merge(List.of(tags), versions.split(" ", -1))).isEqualTo(Map.of("latest", latest));
  }

  @Test
  void withoutVersionsThereAreNoTags() {
    assertThat(merge(List.of(Map.of("latest", "1.0.0")))).isEmpty();
  }

  private static Map<String, String> merge(List<Map<String, String>> order, String... versions) {
    return DistTags.merge(order, List.of(versions), List.of(versions)::contains);
  }
}
