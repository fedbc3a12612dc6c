package dev.weir.npm;

import dev.weir.model.PackageName;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;

/** One to four sources of one package, as we take them and as the reference does. */
final class OddWorld {
  private final String name;
  private final List<PackumentSource> sources = new ArrayList<>();
  private final List<ReferenceRenderer.Given> given = new ArrayList<>();
  private final List<byte[]> documents = new ArrayList<>();

  OddWorld(String name, Random random) throws IOException, MalformedPackumentException {
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

  List<PackumentSource> sources() {
    return sources;
  }

  List<ReferenceRenderer.Given> given() {
    return given;
  }

  /** The bytes of each source's document, none for held versions. */
  List<byte[]> documents() {
    return documents;
  }

  PackumentPlan plan(Form form) {
    return PackumentPlan.packument(new PackageName(name), sources, form, Documents.BASE);
  }

  private void addDocument(OddPackument odd) throws IOException, MalformedPackumentException {
    var json = odd.json();
    var tree = ReferenceRenderer.JSON.readTree(json);
    var index = Documents.index(name, json);
    documents.add(json.getBytes(StandardCharsets.UTF_8));
    var own = "s" + sources.size();
    given.add(new ReferenceRenderer.Given.Document(own, tree, ReferenceRenderer.tagsOf(tree)));
    sources.add(new PackumentSource.Document(own, PackageIndex.decode(index.encode())));
  }

  private void addHeld(OddPackument odd, Random random) throws MalformedPackumentException {
    var manifests = new ArrayList<IndexedManifest>();
    var plain = new ArrayList<ReferenceRenderer.HeldManifest>();
    for (var version : List.of("1.0.0", "1.0.1", "2.0.0", "v3")) {
      if (random.nextBoolean()) {
        var json = odd.manifestJson(version);
        var time = random.nextInt(4) == 0 ? null : odd.time();
        var manifest =
            IndexedManifest.parse(json.getBytes(StandardCharsets.UTF_8), Optional.ofNullable(time));
        manifests.add(IndexedManifest.decode(manifest.encode()));
        plain.add(
            new ReferenceRenderer.HeldManifest(
                version, ReferenceRenderer.JSON.readTree(json), time));
      }
    }
    var tags = odd.tags();
    var tellers = new ArrayList<String>();
    for (int left = random.nextInt(3); left > 0; left--) {
      tellers.add("s" + random.nextInt(4));
    }
    var own = "s" + sources.size();
    documents.add(new byte[0]);
    given.add(new ReferenceRenderer.Given.Held(own, plain, tags, tellers));
    sources.add(new PackumentSource.Versions(own, manifests, tags, tellers));
  }
}
