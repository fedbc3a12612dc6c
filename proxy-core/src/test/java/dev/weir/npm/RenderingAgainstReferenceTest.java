package dev.weir.npm;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.model.PackageName;
import java.io.IOException;
import java.time.temporal.ChronoUnit;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Plans over odd documents and held manifests must say what whole trees, rendered plainly, say. */
class RenderingAgainstReferenceTest {
  private static final int ROUNDS = 250;
  private static final JsonMapper STRICT =
      ReferenceRenderer.JSON.rebuild().enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION).build();

  @ParameterizedTest
  @ValueSource(strings = {"lodash", "@scope/name", "Mixed.Case"})
  void rendersWhatTheReferenceRenders(String name) throws Exception {
    for (int seed = 0; seed < ROUNDS; seed++) {
      var world = new OddWorld(name, new Random(seed));
      var expected = new ReferenceRenderer(name, world.given(), Documents.BASE);

      var full = world.plan(Form.FULL);
      var abbreviated = world.plan(Form.ABBREVIATED);

      assertThat(full.versions()).as("seed %d", seed).isEqualTo(expected.versions());
      assertThat(full.isEmpty()).isEqualTo(expected.versions() == 0);
      assertThat(full.distTags()).as("seed %d", seed).isEqualTo(expected.distTags());
      SameTree.assertSame("seed %d".formatted(seed), tree(full, world), expected.full());
      SameTree.assertSame(
          "seed %d".formatted(seed), tree(abbreviated, world), expected.abbreviated());
      assertThat(full.lastModified().map(instant -> instant.truncatedTo(ChronoUnit.SECONDS)))
          .isEqualTo(full.lastModified());
      assertThat(full.lastModified().isPresent()).isEqualTo(expected.modified() != null);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"lodash", "@scope/name"})
  void manifestsAreThoseOfTheFullForm(String name) throws Exception {
    for (int seed = 0; seed < ROUNDS / 2; seed++) {
      var world = new OddWorld(name, new Random(seed));
      var versions = tree(world.plan(Form.FULL), world).path("versions");

      for (var version : OddPackument.VERSIONS) {
        var plan =
            PackumentPlan.manifest(new PackageName(name), world.sources(), version, Documents.BASE);

        assertThat(plan.isPresent()).as("seed %d", seed).isEqualTo(versions.has(version));
        if (plan.isPresent()) {
          assertThat(tree(plan.get(), world)).isEqualTo(versions.get(version));
        }
      }
      var latest =
          PackumentPlan.manifest(new PackageName(name), world.sources(), "latest", Documents.BASE);
      assertThat(latest.isPresent()).as("seed %d", seed).isEqualTo(!versions.isEmpty());
    }
  }

  private static JsonNode tree(PackumentPlan plan, OddWorld world) throws IOException {
    return STRICT.readTree(Documents.bytes(plan, world.documents()));
  }
}
