package dev.weir.npm;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** The splitter finds in legal documents what a whole tree says, in whatever pieces they come. */
class SplittingAgainstReferenceTest {
  @Test
  void documentsAreSplitAsATreeIs() throws Exception {
    int taken = 0;
    int refused = 0;
    for (int seed = 0; seed < 3000; seed++) {
      var random = new Random(seed);
      var json = new OddPublish(random).json().getBytes(UTF_8);
      var tree = ReferenceDocument.tree(json);
      var expected = expected(tree);
      Split split;
      try {
        split = Split.of(json, Split.LIMITS, 1 + random.nextInt(1 + random.nextInt(json.length)));
      } catch (MalformedPublishException malformed) {
        assertThat(expected.malformed).as("seed %d: %s", seed, malformed.getMessage()).isTrue();
        refused++;
        continue;
      }
      assertThat(expected.malformed).as("seed %d", seed).isFalse();
      assertThat(split.tarball()).as("seed %d", seed).isEqualTo(expected.tarball);
      SameTree.assertSame("seed " + seed, ReferenceDocument.tree(split.rest().json()), tree);
      taken += split.tarball().length > 0 ? 1 : 0;
    }
    assertThat(taken).isGreaterThan(500);
    assertThat(refused).isGreaterThan(100);
  }

  /** Takes the tarball out of the tree. */
  private static Expected expected(JsonNode tree) {
    try {
      byte @Nullable [] tarball = OddPublish.takeTarball(tree);
      return new Expected(tarball == null ? new byte[0] : tarball, false);
    } catch (IllegalArgumentException malformed) {
      return new Expected(new byte[0], true);
    }
  }

  @SuppressWarnings("ArrayRecordComponent") // never compared
  private record Expected(byte[] tarball, boolean malformed) {}
}
