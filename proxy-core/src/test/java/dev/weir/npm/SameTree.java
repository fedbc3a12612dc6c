package dev.weir.npm;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import tools.jackson.databind.JsonNode;

/** Compares members' order and numbers' forms too, and shows where they part, not all of both. */
final class SameTree {
  private SameTree() {}

  static void assertSame(String what, JsonNode actual, JsonNode expected) {
    var is = actual.toString();
    var shouldBe = expected.toString();
    int parting = Arrays.mismatch(is.toCharArray(), shouldBe.toCharArray());
    if (parting >= 0) {
      int from = Math.max(0, parting - 80);
      assertThat(is.substring(from, Math.min(is.length(), parting + 80)))
          .as("%s, from character %d", what, from)
          .isEqualTo(shouldBe.substring(from, Math.min(shouldBe.length(), parting + 80)));
    }
  }
}
