package dev.weir.testing.documents;

import java.io.ByteArrayOutputStream;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.function.Function;
import tools.jackson.core.JsonGenerator;

/**
 * Writes the document of all of a package's versions. One manifest at a time is in memory, so 20 MB
 * are no more work than their bytes.
 */
final class Packument {
  private static final DateTimeFormatter MILLIS =
      DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.SSS'Z'").withZone(ZoneOffset.UTC);
  private static final DateTimeFormatter MICROS =
      DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.SSSSSS'+00:00'").withZone(ZoneOffset.UTC);
  private static final Map<String, String> MAINTAINER =
      new TreeMap<>(Map.of("name", "fixture", "email", "maintainer@registry.example"));

  private final FixturePackage from;
  private final List<FixtureVersion> versions;
  private final Function<FixtureVersion, Tarball> tarballs;
  private final String base;
  private final long seed;

  /**
   * @param base where tarball URLs begin; ends with a slash
   */
  Packument(
      FixturePackage from, Function<FixtureVersion, Tarball> tarballs, String base, long seed) {
    this.from = from;
    this.versions = from.resolved();
    this.tarballs = tarballs;
    this.base = base;
    this.seed = seed;
  }

  /** The newest of the versions' times. */
  static Instant modified(FixturePackage from) {
    return from.resolved().stream()
        .map(Packument::time)
        .max(Instant::compareTo)
        .orElse(from.created());
  }

  byte[] json(Form form) {
    var out = new ByteArrayOutputStream(Math.max(4096, from.packumentBytes()));
    try (var json = Json.mapper().createGenerator(out)) {
      json.writeStartObject();
      switch (form) {
        case FULL -> full(json);
        case ABBREVIATED -> abbreviated(json);
        case RELAYED -> relayed(json);
      }
      json.writeEndObject();
    }
    return out.toByteArray();
  }

  /** One version as it stands in the full document. */
  Map<String, Object> manifest(FixtureVersion version) {
    var url = base + from.name() + "/-/" + version.file();
    return Manifest.full(from, version, tarballs.apply(version), url, attestations(version), seed);
  }

  /** As npm's own registry has it. */
  private Map<String, Object> attestations(FixtureVersion version) {
    return version.attested()
        ? Map.of(
            "url",
            "%s-/npm/v1/attestations/%s@%s"
                .formatted(base, from.name().replace("/", "%2f"), version.version()),
            "provenance",
            Map.of("predicateType", Attestation.PREDICATE))
        : Map.of();
  }

  private void full(JsonGenerator json) {
    json.writeStringProperty("_id", from.name());
    json.writeStringProperty("_rev", versions.size() + "-" + Long.toHexString(random().nextLong()));
    json.writeStringProperty("name", from.name());
    json.writePOJOProperty("dist-tags", from.distTags());
    var filler = filler();
    versions(json, version -> filled(manifest(version), filler));
    json.writePOJOProperty("time", times());
    json.writePOJOProperty("maintainers", List.of(MAINTAINER));
    json.writeStringProperty("description", "Made up as " + from.name() + ", for tests");
    json.writeStringProperty("license", "MIT");
    json.writePOJOProperty("users", Map.of("fixture", true));
    json.writeStringProperty("readme", "# " + from.name() + "\n\nMade up. ".repeat(20));
    json.writeStringProperty("readmeFilename", "README.md");
    json.writeName("x-unknown");
    json.writeRawValue("{\"number\":1.50e+02,\"escaped\":\"\\u00e9\\/\",\"none\":null}");
  }

  private void abbreviated(JsonGenerator json) {
    json.writeStringProperty("name", from.name());
    json.writeStringProperty("modified", MILLIS.format(modified(from)));
    json.writePOJOProperty("dist-tags", from.distTags());
    var filler = filler();
    versions(json, version -> Manifest.abbreviated(filled(manifest(version), filler)));
  }

  private void relayed(JsonGenerator json) {
    json.writeStringProperty("_id", from.name());
    json.writeStringProperty("name", from.name());
    var tags = new LinkedHashMap<>(from.distTags());
    tags.keySet().retainAll(List.of("latest"));
    json.writePOJOProperty("dist-tags", tags);
    var filler = filler();
    versions(json, version -> Manifest.relayed(filled(manifest(version), filler)));
    var times = new LinkedHashMap<String, String>();
    versions.forEach(version -> times.put(version.version(), MICROS.format(time(version))));
    json.writePOJOProperty("time", times);
  }

  private void versions(
      JsonGenerator json, Function<FixtureVersion, Map<String, Object>> manifest) {
    json.writeName("versions");
    json.writeStartObject();
    for (var version : versions) {
      json.writePOJOProperty(version.version(), manifest.apply(version));
    }
    json.writeEndObject();
  }

  private Map<String, String> times() {
    var times = new LinkedHashMap<String, String>();
    times.put("created", MILLIS.format(from.created()));
    times.put("modified", MILLIS.format(modified(from)));
    versions.forEach(version -> times.put(version.version(), MILLIS.format(time(version))));
    return times;
  }

  /** Development dependencies, as long as it takes to bring the document to its size. */
  private Map<String, String> filler() {
    var filler = new LinkedHashMap<String, String>();
    if (from.packumentBytes() > 0 && !versions.isEmpty()) {
      int wanted = from.packumentBytes() / versions.size();
      var random = random();
      for (int size = Json.compact(manifest(versions.get(0))).length; size < wanted; size += 40) {
        int number = 10_000 + filler.size();
        filler.put("@filler/development-" + number, "^%d.%d".formatted(random.nextInt(10), 7));
      }
    }
    return filler;
  }

  private static Map<String, Object> filled(
      Map<String, Object> manifest, Map<String, String> filler) {
    if (!filler.isEmpty()) {
      manifest.put("devDependencies", filler);
    }
    return manifest;
  }

  private SplittableRandom random() {
    return Seeded.random(seed, from.name());
  }

  private static Instant time(FixtureVersion version) {
    return Objects.requireNonNull(version.publishedAt(), "only of a resolved version");
  }
}
