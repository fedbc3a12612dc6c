package dev.weir.npm;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;

class AdvisoriesTest {
  @Test
  void advisoriesOfSeveralAnswersAreAllThereAndEachOnce() {
    var merged =
        Advisories.merge(
            List.of(
                json("{\"a\":[{\"id\":1},{\"id\":2}]}"),
                json("{\"a\":[{\"id\":2},{\"id\":3}],\"/b~1\":[{\"id\":4}]}")));

    assertThat(new String(merged, StandardCharsets.UTF_8))
        .isEqualTo("{\"a\":[{\"id\":1},{\"id\":2},{\"id\":3}],\"/b~1\":[{\"id\":4}]}");
  }

  @Test
  void ofEqualKeysTheFirstCounts() {
    var merged =
        SigningKeys.merge(
            List.of(
                json("{\"keys\":[{\"keyid\":\"x\",\"key\":\"1\"}]}"),
                json("{\"keys\":[{\"keyid\":\"x\",\"key\":\"2\"},{\"keyid\":\"y\"}]}"),
                json("{\"none\":true}")));

    assertThat(new String(merged, StandardCharsets.UTF_8))
        .isEqualTo("{\"keys\":[{\"keyid\":\"x\",\"key\":\"1\"},{\"keyid\":\"y\"}]}");
  }

  private static byte[] json(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
