package dev.weir.testing.documents;

import java.util.Base64;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** One version's part of a packument, and the package.json it came from. */
final class Manifest {
  /** What the abbreviated form keeps; the public registry leaves {@code libc} out. */
  private static final Set<String> INSTALL_FIELDS =
      Set.of(
          "name",
          "version",
          "deprecated",
          "dependencies",
          "optionalDependencies",
          "devDependencies",
          "bundleDependencies",
          "peerDependencies",
          "peerDependenciesMeta",
          "acceptDependencies",
          "bin",
          "directories",
          "dist",
          "engines",
          "os",
          "cpu",
          "funding",
          "_hasShrinkwrap");

  private static final Set<String> INSTALL_SCRIPTS = Set.of("preinstall", "install", "postinstall");

  private static final Map<String, String> AUTHOR =
      new TreeMap<>(Map.of("name", "Fixture Author", "email", "author@registry.example"));

  private Manifest() {}

  /** The file in the tarball. */
  static Map<String, Object> packageJson(FixturePackage from, FixtureVersion version) {
    var file = new LinkedHashMap<String, Object>();
    file.put("name", from.name());
    file.put("version", version.version());
    file.put("description", "Made up as " + from.name() + ", for tests. Größe: 1½ «ok»");
    file.put("keywords", List.of("fixture", from.basename()));
    file.put("homepage", "https://registry.example/" + from.name() + "#readme");
    file.put(
        "repository",
        new TreeMap<>(
            Map.of("type", "git", "url", "git+https://registry.example/" + from.name() + ".git")));
    file.put("license", "MIT");
    file.put("author", AUTHOR);
    file.put("main", "index.js");
    file.put("engines", Map.of("node", ">=0.10.0"));
    file.put("scripts", Map.of("test", "node --check index.js"));
    file.putAll(version.fields());
    file.remove("deprecated");
    return file;
  }

  /**
   * @param url of the tarball
   * @param attestations what {@code dist.attestations} shall be; empty for none
   */
  static Map<String, Object> full(
      FixturePackage from,
      FixtureVersion version,
      Tarball tarball,
      String url,
      Map<String, Object> attestations,
      long seed) {
    var random = Seeded.random(seed, from.name(), version.version(), "manifest");
    var manifest = packageJson(from, version);
    manifest.put("_id", from.name() + "@" + version.version());
    manifest.put("gitHead", HexFormat.of().formatHex(Seeded.bytes(random, 20)));
    manifest.put("_nodeVersion", "20.20.2");
    manifest.put("_npmVersion", "11.19.1");
    var dist = dist(version, tarball, url, Seeded.bytes(random, 64));
    if (!attestations.isEmpty()) {
      dist.put("attestations", attestations);
    }
    manifest.put("dist", dist);
    manifest.put("_npmUser", AUTHOR);
    manifest.put("maintainers", List.of(AUTHOR));
    manifest.put("_hasShrinkwrap", false);
    manifest.put(
        "x-unknown", new TreeMap<>(Map.of("number", 1.50, "nested", List.of(1, "two", true))));
    var message = version.fields().get("deprecated");
    if (message != null) {
      manifest.put("deprecated", message);
    }
    return manifest;
  }

  static Map<String, Object> abbreviated(Map<String, Object> full) {
    var manifest = new LinkedHashMap<>(full);
    manifest.keySet().retainAll(INSTALL_FIELDS);
    if (full.get("scripts") instanceof Map<?, ?> scripts
        && INSTALL_SCRIPTS.stream().anyMatch(scripts::containsKey)) {
      manifest.put("hasInstallScript", true);
    }
    return manifest;
  }

  /** As a plain mirror passes it on. */
  static Map<String, Object> relayed(Map<String, Object> full) {
    var manifest = new LinkedHashMap<>(full);
    manifest.keySet().removeIf(key -> key.startsWith("_") && !key.equals("_id"));
    manifest.remove("maintainers");
    manifest.remove("deprecated");
    if (full.get("dist") instanceof Map<?, ?> dist) {
      var kept = new LinkedHashMap<Object, Object>(dist);
      kept.keySet().retainAll(Set.of("integrity", "shasum", "tarball"));
      manifest.put("dist", kept);
    }
    return manifest;
  }

  private static Map<String, Object> dist(
      FixtureVersion version, Tarball tarball, String url, byte[] signature) {
    var dist = new LinkedHashMap<String, Object>();
    if (version.hashes().integrity()) {
      dist.put("integrity", tarball.integrity());
    }
    if (version.hashes().shasum()) {
      dist.put("shasum", tarball.shasum());
    }
    dist.put("tarball", url);
    dist.put("fileCount", tarball.fileCount());
    dist.put("unpackedSize", tarball.unpackedSize());
    dist.put(
        "signatures",
        List.of(
            Map.of("keyid", SigningKey.ID, "sig", Base64.getEncoder().encodeToString(signature))));
    return dist;
  }
}
