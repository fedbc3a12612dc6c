package dev.weir.npm;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.model.PackageName;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
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
      var world = new World(name, new Random(seed));
      var expected = new ReferenceRenderer(name, world.given, Documents.BASE);

      var full = world.plan(Form.FULL);
      var abbreviated = world.plan(Form.ABBREVIATED);

      assertThat(full.versions()).as("seed %d", seed).isEqualTo(expected.versions());
      assertThat(full.isEmpty()).isEqualTo(expected.versions() == 0);
      assertThat(full.distTags()).as("seed %d", seed).isEqualTo(expected.distTags());
      assertSame(seed, tree(full, world), expected.full());
      assertSame(seed, tree(abbreviated, world), expected.abbreviated());
      assertThat(full.lastModified().map(instant -> instant.truncatedTo(ChronoUnit.SECONDS)))
          .isEqualTo(full.lastModified());
      assertThat(full.lastModified().isPresent()).isEqualTo(expected.modified() != null);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"lodash", "@scope/name"})
  void manifestsAreThoseOfTheFullForm(String name) throws Exception {
    for (int seed = 0; seed < ROUNDS / 2; seed++) {
      var world = new World(name, new Random(seed));
      var versions = tree(world.plan(Form.FULL), world).path("versions");

      for (var version : OddPackument.VERSIONS) {
        var plan =
            PackumentPlan.manifest(new PackageName(name), world.sources, version, Documents.BASE);

        assertThat(plan.isPresent()).as("seed %d", seed).isEqualTo(versions.has(version));
        if (plan.isPresent()) {
          assertThat(tree(plan.get(), world)).isEqualTo(versions.get(version));
        }
      }
      var latest =
          PackumentPlan.manifest(new PackageName(name), world.sources, "latest", Documents.BASE);
      assertThat(latest.isPresent()).as("seed %d", seed).isEqualTo(!versions.isEmpty());
    }
  }

  /** Compares members' order and numbers' forms too, and shows where they part, not all of both. */
  private static void assertSame(int seed, JsonNode actual, JsonNode expected) {
    var is = actual.toString();
    var shouldBe = expected.toString();
    int parting = Arrays.mismatch(is.toCharArray(), shouldBe.toCharArray());
    if (parting >= 0) {
      int from = Math.max(0, parting - 80);
      assertThat(is.substring(from, Math.min(is.length(), parting + 80)))
          .as("seed %d, from character %d", seed, from)
          .isEqualTo(shouldBe.substring(from, Math.min(shouldBe.length(), parting + 80)));
    }
  }

  private static JsonNode tree(PackumentPlan plan, World world) throws IOException {
    return STRICT.readTree(Documents.bytes(plan, world.documents));
  }

  /** One to four sources of one package, as we take them and as the reference does. */
  private static final class World {
    private final String name;
    private final List<PackumentSource> sources = new ArrayList<>();
    private final List<ReferenceRenderer.Given> given = new ArrayList<>();
    private final List<byte[]> documents = new ArrayList<>();

    World(String name, Random random) throws IOException, MalformedPackumentException {
      this.name = name;
      var odd = new OddPackument(name, random);
      for (int left = 1 + random.nextInt(4); left > 0; left--) {
        if (random.nextInt(5) < 3) {
          addDocument(odd);
        } else {
          addHeld(odd, random);
        }
      }
    }

    PackumentPlan plan(Form form) {
      return PackumentPlan.packument(new PackageName(name), sources, form, Documents.BASE);
    }

    private void addDocument(OddPackument odd) throws IOException, MalformedPackumentException {
      var json = odd.json();
      var tree = ReferenceRenderer.JSON.readTree(json);
      var index = Documents.index(name, json);
      documents.add(json.getBytes(StandardCharsets.UTF_8));
      given.add(new ReferenceRenderer.Given.Document(tree, ReferenceRenderer.tagsOf(tree)));
      sources.add(new PackumentSource.Document(PackageIndex.decode(index.encode())));
    }

    private void addHeld(OddPackument odd, Random random) throws MalformedPackumentException {
      var manifests = new ArrayList<IndexedManifest>();
      var plain = new ArrayList<ReferenceRenderer.HeldManifest>();
      for (var version : List.of("1.0.0", "1.0.1", "2.0.0", "v3")) {
        if (random.nextBoolean()) {
          var json = odd.manifestJson(version);
          var time = random.nextInt(4) == 0 ? null : odd.time();
          var manifest =
              IndexedManifest.parse(
                  json.getBytes(StandardCharsets.UTF_8), Optional.ofNullable(time));
          manifests.add(IndexedManifest.decode(manifest.encode()));
          plain.add(
              new ReferenceRenderer.HeldManifest(
                  version, ReferenceRenderer.JSON.readTree(json), time));
        }
      }
      var tags = odd.tags();
      boolean retained = random.nextBoolean();
      documents.add(new byte[0]);
      given.add(new ReferenceRenderer.Given.Held(plain, tags, retained));
      sources.add(new PackumentSource.Versions(manifests, tags, retained));
    }
  }
}
