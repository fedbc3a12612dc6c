package dev.weir.npm;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;

/** Makes packuments that are legal and as odd as they come. */
final class OddPackument {
  static final String[] VERSIONS = {
    "1.0.0",
    "1.0.1",
    "1.1.0-beta.2",
    "2.0.0",
    "2.0.0+build.7",
    "10.0.0",
    "0.0.1-α",
    "v3",
    "1.0.0-rc"
  };
  private static final String[] TIMES = {
    "2020-01-01T00:00:00.000Z", "2021-05-05T05:05:05.123456+00:00", "2019-12-31T23:59:59Z",
    "2024-02-29T12:00:00.001+02:00", "yesterday", ""
  };
  private static final String[] TEXTS = {
    "",
    "plain",
    "Grüße",
    "日本語",
    "emoji \uD83D\uDE00 here",
    "lone \uD83D half",
    "\"quoted\\\"",
    "line\nbreak\t\u0001",
    "</script>",
    "\u007f\u2028"
  };

  private final String name;
  private final Random random;

  OddPackument(String name, Random random) {
    this.name = name;
    this.random = random;
  }

  String json() {
    return OddJson.write(document(), random);
  }

  String manifestJson(String version) {
    var manifest = manifest(version);
    manifest.put("name", name);
    manifest.put("version", version);
    var dist = new LinkedHashMap<String, Object>();
    if (manifest.get("dist") instanceof Map<?, ?> old) {
      old.forEach((key, value) -> dist.put((String) key, value));
    }
    dist.put("tarball", "https://registry.example/x/-/" + file(name, version));
    manifest.put("dist", dist);
    return OddJson.write(manifest, random);
  }

  String time() {
    return TIMES[random.nextInt(TIMES.length)];
  }

  Map<String, String> tags() {
    var tags = new LinkedHashMap<String, String>();
    for (var tag : List.of("latest", "next", "très", "\"odd\"")) {
      if (maybe()) {
        tags.put(tag, version());
      }
    }
    return tags;
  }

  private Map<String, Object> document() {
    var document = new LinkedHashMap<String, Object>();
    document.put("_id", name);
    document.put("name", name);
    add(document, "dist-tags", random.nextInt(12) == 0 ? anything(2) : new LinkedHashMap<>(tags()));
    if (random.nextInt(15) != 0) {
      document.put("versions", versions());
    }
    add(document, "time", random.nextInt(12) == 0 ? anything(2) : times());
    add(document, "readme", text().repeat(random.nextInt(2000)));
    add(document, "users", anything(3));
    return document;
  }

  private Map<String, Object> versions() {
    var versions = new LinkedHashMap<String, Object>();
    for (var version : VERSIONS) {
      if (maybe()) {
        versions.put(version, random.nextInt(20) == 0 ? anything(2) : manifest(version));
      }
    }
    return versions;
  }

  private Map<String, Object> times() {
    var times = new LinkedHashMap<String, Object>();
    add(times, "created", time());
    add(times, "modified", time());
    for (var version : VERSIONS) {
      add(times, version, random.nextInt(10) == 0 ? anything(1) : time());
    }
    return times;
  }

  private Map<String, Object> manifest(String version) {
    var manifest = new LinkedHashMap<String, Object>();
    manifest.put("name", name);
    manifest.put("version", version);
    for (var key :
        List.of("deprecated", "libc", "os", "funding", "_hasShrinkwrap", "bin", "engines", "x")) {
      add(manifest, key, anything(2));
    }
    add(manifest, "hasInstallScript", maybe());
    add(manifest, "scripts", object(maybe() ? "install" : "test"));
    add(manifest, "dependencies", object("a", "@b/c", "A b"));
    add(manifest, "peerDependencies", anything(1));
    if (random.nextInt(10) != 0) {
      manifest.put("dist", dist(version));
    }
    return manifest;
  }

  private Map<String, Object> dist(String version) {
    var dist = new LinkedHashMap<String, Object>();
    add(dist, "integrity", maybe() ? "sha512-" + "A".repeat(86) + "==" : text());
    add(dist, "shasum", "0123456789abcdef0123456789ABCDEF01234567");
    if (random.nextInt(15) != 0) {
      dist.put("tarball", tarball(version));
    }
    add(dist, "attestations", maybe() ? anything(1) : attestations(version));
    add(dist, "signatures", anything(3));
    return dist;
  }

  private Object tarball(String version) {
    var file = file(name, version);
    return switch (random.nextInt(14)) {
      case 0 -> "https://registry.example/x/-/" + name.replace("/", "%2f") + "-1.tgz";
      case 1 -> "https://registry.example/dl/" + file + "?token=1&b=\"2\"";
      case 2 -> "https://registry.example/dl/old%2Bname.tgz#frag";
      case 3 -> "https://registry.example/dl/";
      case 4 -> "https://registry.example";
      case 5 -> "https://registry.example/dl/with space.tgz";
      case 6 -> "/" + file;
      case 7 -> anything(1);
      case 8 -> "https://registry.example/ü/-/" + file;
      default -> "https://registry.example/npm/" + name + "/-/" + file;
    };
  }

  private Map<String, Object> attestations(String version) {
    var attestations = new LinkedHashMap<String, Object>();
    attestations.put(
        "url",
        switch (random.nextInt(4)) {
          case 0 -> "https://elsewhere.example/" + version;
          case 1 -> "https://registry.example/p/-/npm/v1/attestations/ü\"" + version;
          default -> "https://registry.example/-/npm/v1/attestations/" + name + "@" + version;
        });
    add(attestations, "provenance", anything(2));
    return attestations;
  }

  private Object anything(int depth) {
    return switch (random.nextInt(depth > 0 ? 9 : 7)) {
      case 0 -> new OddJson.Raw("true");
      case 1 -> new OddJson.Raw("false");
      case 2 -> new OddJson.Raw("null");
      case 3 -> new OddJson.Raw("-0.0");
      case 4 -> new OddJson.Raw("12345678901234567890123456789.5e-7");
      case 5, 6 -> text();
      case 7 -> list(depth - 1);
      default -> map(depth - 1);
    };
  }

  private List<Object> list(int depth) {
    var list = new ArrayList<>();
    for (int left = random.nextInt(4); left > 0; left--) {
      list.add(anything(depth));
    }
    return list;
  }

  private Map<String, Object> map(int depth) {
    var map = new LinkedHashMap<String, Object>();
    for (int left = random.nextInt(4); left > 0; left--) {
      map.put(key(), anything(depth));
    }
    return map;
  }

  private static String file(String name, String version) {
    return name.substring(name.indexOf('/') + 1) + "-" + version + ".tgz";
  }

  private Map<String, Object> object(String... keys) {
    var object = new LinkedHashMap<String, Object>();
    for (var key : keys) {
      object.put(key, text());
    }
    return object;
  }

  private String version() {
    return VERSIONS[random.nextInt(VERSIONS.length)];
  }

  private String text() {
    return TEXTS[random.nextInt(TEXTS.length)];
  }

  /** Half a surrogate pair is legal in a key too, but no parser of ours takes it. */
  private String key() {
    return text().replace("\uD83D half", "");
  }

  private boolean maybe() {
    return random.nextInt(3) != 0;
  }

  private void add(Map<String, Object> to, String key, Object value) {
    if (maybe()) {
      to.put(key, value);
    }
  }
}
