package dev.weir.npm;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;
import tools.jackson.databind.json.JsonMapper;

/**
 * A publish document that a test changes before it is written. Each client has its own members and
 * its own order.
 */
final class PublishSample {
  /** Who publishes. */
  enum Client {
    NPM,
    PNPM,
    YARN_CLASSIC,
    YARN_BERRY,
    BUN
  }

  static final byte[] TARBALL = "a tarball of no special content".getBytes(StandardCharsets.UTF_8);
  static final String INTEGRITY = "sha512-" + "A".repeat(86) + "==";
  static final String SHASUM = "ab".repeat(20);

  final Map<String, Object> root = new LinkedHashMap<>();
  final Map<String, Object> manifest = new LinkedHashMap<>();
  final Map<String, Object> versions = new LinkedHashMap<>();
  final Map<String, Object> dist = new LinkedHashMap<>();
  final Map<String, Object> distTags = new LinkedHashMap<>();
  final Map<String, Object> attachment = new LinkedHashMap<>();
  final Map<String, Object> attachments = new LinkedHashMap<>();

  private final String name;
  private final String version;

  PublishSample(Client client, String name, String version) {
    this.name = name;
    this.version = version;
    distTags.put("latest", version);
    attachment.put("content_type", "application/octet-stream");
    attachment.put("data", Base64.getEncoder().encodeToString(TARBALL));
    attachment.put("length", TARBALL.length);
    attachments.put(name + "-" + version + ".tgz", attachment);
    versions.put(version, manifest);
    dist.put("integrity", INTEGRITY);
    dist.put("shasum", SHASUM);
    dist.put("tarball", "http://weir.example/%s/-/%s-%s.tgz".formatted(name, name, version));
    switch (client) {
      case NPM -> npm(true);
      case PNPM -> npm(false);
      case YARN_CLASSIC -> yarnClassic();
      case YARN_BERRY -> yarnBerry();
      case BUN -> bun();
    }
  }

  static PublishSample npm() {
    return new PublishSample(Client.NPM, "@lab/pkg-a", "1.0.0");
  }

  /** With provenance, as npm has it. */
  PublishSample bundle(String json) {
    var bundle = new LinkedHashMap<String, Object>();
    bundle.put("content_type", "application/vnd.dev.sigstore.bundle.v0.3+json");
    bundle.put("data", json);
    bundle.put("length", json.length());
    attachments.put(name + "-" + version + ".sigstore", bundle);
    return this;
  }

  byte[] bytes() {
    return JsonMapper.shared().writeValueAsBytes(root);
  }

  String json() {
    return JsonMapper.shared().writeValueAsString(root);
  }

  private void npm(boolean withNodeVersion) {
    root.put("_id", name);
    root.put("name", name);
    root.put("description", "x");
    root.put("dist-tags", distTags);
    root.put("versions", versions);
    root.put("access", "public");
    root.put("_attachments", attachments);
    packageJson();
    manifest.put("readme", "# Read me");
    manifest.put("readmeFilename", "README.md");
    manifest.put("_id", name + "@" + version);
    if (withNodeVersion) {
      manifest.put("_nodeVersion", "20.20.2");
      manifest.put("_npmVersion", "11.19.1");
    }
    manifest.put("dist", dist);
  }

  private void yarnClassic() {
    root.put("_id", name);
    root.put("access", "public");
    root.put("name", name);
    root.put("description", "x");
    root.put("dist-tags", distTags);
    root.put("versions", versions);
    root.put("readme", "# Read me");
    root.put("_attachments", attachments);
    packageJson();
    manifest.put("_id", name + "@" + version);
    manifest.put("dist", dist);
  }

  private void yarnBerry() {
    root.put("_id", name);
    root.put("_attachments", attachments);
    root.put("name", name);
    root.put("access", "restricted");
    root.put("dist-tags", distTags);
    root.put("versions", versions);
    root.put("readme", "# Read me");
    packageJson();
    manifest.put("_id", name + "@" + version);
    manifest.put("dist", dist);
  }

  private void bun() {
    root.put("_id", name);
    root.put("name", name);
    root.put("dist-tags", distTags);
    root.put("versions", versions);
    root.put("access", "public");
    root.put("_attachments", attachments);
    packageJson();
    manifest.put("_id", name + "@" + version);
    manifest.put("_integrity", INTEGRITY);
    manifest.put("_nodeVersion", "22.0.0");
    manifest.put("integrity", INTEGRITY);
    manifest.put("shasum", SHASUM);
    manifest.put("_from", "file:pkg");
    manifest.put("readme", "# Read me");
    manifest.put("dist", dist);
  }

  private void packageJson() {
    manifest.put("name", name);
    manifest.put("version", version);
    manifest.put("description", "x");
    manifest.put("dependencies", Map.of("a", "^1.0.0"));
  }
}
