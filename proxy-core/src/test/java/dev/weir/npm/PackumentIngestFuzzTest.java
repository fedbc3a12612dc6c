package dev.weir.npm;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import dev.weir.model.Integrity;
import dev.weir.model.PackageName;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import tools.jackson.databind.JsonNode;

/**
 * Any bytes, in pieces of any size: malformed exactly where the rules say so; else the index has
 * the facts and the renderings say what a whole tree says.
 */
class PackumentIngestFuzzTest {
  private static final List<String> BASES =
      List.of(Documents.BASE, "https://weir.example/", "http://[::1]:1/a/npm/d-1/r.x/");

  @FuzzTest(maxDuration = "")
  void isIngestedAsTheReferenceSays(byte[] document) throws IOException {
    var text = new String(document, ISO_8859_1);
    var name = text.contains("\"@s/x\"") ? "@s/x" : "x";
    int chance = Arrays.hashCode(document) & 0xffff;
    var expected = ReferenceDocument.of(name, document);
    PackageIndex index;
    try {
      var input = new ChunkedInput(document, 1 + chance % 97);
      index = PackumentIndexer.index(new PackageName(name), input, Documents.LIMITS);
    } catch (MalformedPackumentException malformed) {
      assertThat(expected.isPresent()).as(malformed.getMessage()).isFalse();
      return;
    }
    assertThat(expected).as("what may be taken in").isPresent();
    var world = new World(name, document, expected.get(), BASES.get(chance % BASES.size()));
    world.assertFacts(index);
    world.assertFacts(PackageIndex.decode(index.encode()));
    world.assertRenderings(index);
  }

  private static final class World {
    private final String name;
    private final byte[] document;
    private final ReferenceDocument reference;
    private final String base;

    World(String name, byte[] document, ReferenceDocument reference, String base) {
      this.name = name;
      this.document = document;
      this.reference = reference;
      this.base = base;
    }

    void assertRenderings(PackageIndex index) throws IOException {
      var expected = renderer();
      var sources = List.<PackumentSource>of(new PackumentSource.Document(index));
      for (var form : Form.values()) {
        var plan = PackumentPlan.packument(new PackageName(name), sources, form, base);
        var rendered = ReferenceDocument.tree(Documents.bytes(plan, List.of(document)));

        assertThat(plan.distTags()).isEqualTo(expected.distTags());
        SameTree.assertSame(
            form.name(), rendered, form == Form.FULL ? expected.full() : expected.abbreviated());
        plan.lastModified()
            .ifPresent(time -> assertThat(time.toString()).as("fits HTTP").matches("[0-9]{4}-.*"));
      }
    }

    void assertFacts(PackageIndex index) {
      var given = given();
      var visible = renderer().visible(given);
      assertThat(index.distTags()).isEqualTo(reference.tags());
      assertThat(index.documentLength()).isEqualTo(document.length);
      assertThat(index.created().orElse(null))
          .isEqualTo(ReferenceRenderer.timeOf(reference.tree(), "created"));
      assertThat(index.modified().orElse(null))
          .isEqualTo(ReferenceRenderer.modifiedOf(reference.tree()));
      assertThat(index.size()).isEqualTo(visible.size());
      int i = 0;
      for (var version : visible) {
        assertThat(index.version(i)).isEqualTo(version);
        assertThat(index.find(version)).isEqualTo(i);
        assertFacts(index, index.facts(i++), reference.tree().path("versions").path(version));
      }
      assertThat(index.find("no such version")).isNegative();
    }

    private void assertFacts(PackageIndex index, VersionFacts facts, JsonNode manifest) {
      var dist = manifest.path("dist");
      var url = dist.path("tarball").stringValue();
      assertThat(facts.tarballUrl()).isEqualTo(url);
      assertThat(ReferencePath.of(name + "/-/" + ReferenceRenderer.file(name, url)))
          .isEqualTo("tarball " + name + " " + facts.fileName());
      assertThat(facts.integrity()).isEqualTo(integrity(dist));
      assertThat(facts.publishedAt().orElse(null))
          .isEqualTo(ReferenceRenderer.timeOf(reference.tree(), facts.version()));
      assertThat(facts.deprecated())
          .isEqualTo(ReferenceDocument.isTruthy(manifest.path("deprecated")));
      assertThat(facts.installScript())
          .isEqualTo(
              ReferenceDocument.isTruthy(manifest.path("hasInstallScript"))
                  || ReferenceRenderer.runsAtInstall(manifest.path("scripts")));
      assertThat(Set.copyOf(facts.dependencies())).isEqualTo(dependencies(facts.version()));
      int found = index.findFile(facts.fileName());
      assertThat(index.facts(found).fileName()).isEqualTo(facts.fileName());
    }

    private Set<String> dependencies(String version) {
      return reference.dependencies(version).stream()
          .filter(dependency -> PackageName.parse(dependency).isPresent())
          .collect(Collectors.toSet());
    }

    private static Optional<Integrity> integrity(JsonNode dist) {
      return string(dist.path("integrity"))
          .flatMap(Integrity::parse)
          .or(() -> string(dist.path("shasum")).flatMap(Integrity::ofShasum));
    }

    private static Optional<String> string(JsonNode node) {
      return node.isString() ? Optional.of(node.stringValue()) : Optional.empty();
    }

    private ReferenceRenderer.Given.Document given() {
      return new ReferenceRenderer.Given.Document("", reference.tree(), reference.tags());
    }

    private ReferenceRenderer renderer() {
      return new ReferenceRenderer(name, List.of(given()), base);
    }
  }
}
