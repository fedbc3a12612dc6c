package dev.weir.npm;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Any bytes as a manifest that stands alone: malformed, or kept and rendered as they are. */
class ManifestFuzzTest {
  @FuzzTest(maxDuration = "")
  void isReadOrMalformed(byte[] json) throws IOException {
    IndexedManifest manifest;
    try {
      manifest = IndexedManifest.parse(json, Optional.of("2020-01-01T00:00:00.000Z"));
    } catch (MalformedPackumentException malformed) {
      return;
    }
    var facts = manifest.facts();
    var name = manifest.name();
    assertThat(ReferencePath.of(name + "/" + facts.version()))
        .isEqualTo("manifest " + name + " " + facts.version());
    var again = IndexedManifest.decode(manifest.encode());
    assertThat(again.facts()).isEqualTo(facts);
    assertThat(again.json()).isEqualTo(manifest.json());

    var tree = ReferenceDocument.tree(manifest.json());
    var held =
        new ReferenceRenderer.HeldManifest(facts.version(), tree, "2020-01-01T00:00:00.000Z");
    var expected =
        new ReferenceRenderer(
            name.value(),
            List.of(new ReferenceRenderer.Given.Held("", List.of(held), Map.of(), List.of())),
            Documents.BASE);
    var sources = List.<PackumentSource>of(new PackumentSource.Versions(List.of(again), Map.of()));
    for (var form : Form.values()) {
      var plan = PackumentPlan.packument(name, sources, form, Documents.BASE);
      var rendered = ReferenceDocument.tree(Documents.bytes(plan, List.of(new byte[0])));
      SameTree.assertSame(
          form.name(), rendered, form == Form.FULL ? expected.full() : expected.abbreviated());
    }
  }
}
