package dev.weir.npm;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import dev.weir.testing.FuzzText;
import tools.jackson.databind.JsonNode;

/**
 * Odd but good documents and held manifests, one to four of a package: what is planned is what
 * whole trees, rendered plainly, say. {@link PackumentIngestFuzzTest} has the documents that are
 * not good.
 */
class PackumentRenderingFuzzTest {
  @FuzzTest(maxDuration = "")
  void rendersWhatTheReferenceRenders(byte[] data) throws Exception {
    var random = FuzzText.random(data);
    var name = random.nextBoolean() ? "@scope/name" : "lodash";
    var world = new OddWorld(name, random);
    var expected = new ReferenceRenderer(name, world.given(), Documents.BASE);

    var full = world.plan(Form.FULL);
    var abbreviated = world.plan(Form.ABBREVIATED);

    assertThat(full.versions()).isEqualTo(expected.versions());
    assertThat(full.distTags()).isEqualTo(expected.distTags());
    assertThat(full.lastModified().isPresent()).isEqualTo(expected.modified() != null);
    SameTree.assertSame("full", tree(full, world), expected.full());
    SameTree.assertSame("abbreviated", tree(abbreviated, world), expected.abbreviated());
  }

  private static JsonNode tree(PackumentPlan plan, OddWorld world) throws Exception {
    return ReferenceRenderer.JSON.readTree(Documents.bytes(plan, world.documents()));
  }
}
