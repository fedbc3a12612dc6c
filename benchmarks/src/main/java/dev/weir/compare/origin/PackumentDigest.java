package dev.weir.compare.origin;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.Map;
import java.util.TreeMap;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * What of a packument must be the same whoever serves it: name, tags, and of each version its
 * dependencies, hashes and tarball. Servers may add fields, leave others out and order them as they
 * like; tarball URLs are compared below the base that they are expected to have.
 */
public final class PackumentDigest {
  private PackumentDigest() {}

  /**
   * A hash of all that; throws {@link IllegalArgumentException} if it is no packument, or if a
   * tarball URL does not begin with {@code base}, which is without a slash at the end.
   */
  public static String of(byte[] json, String base) {
    try {
      return Sha256.of(essence(JsonMapper.shared().readTree(json), base).getBytes(UTF_8));
    } catch (JacksonException e) {
      throw new IllegalArgumentException("packument: " + e.getOriginalMessage(), e);
    }
  }

  private static String essence(JsonNode document, String base) {
    var text = new StringBuilder(document.path("name").asString("")).append('\n');
    sorted(document.path("dist-tags")).forEach((tag, version) -> line(text, tag, version));
    var versions = sorted(document.path("versions"));
    if (versions.isEmpty()) {
      throw new IllegalArgumentException("packument: no versions (expected: at least one)");
    }
    versions.forEach((number, manifest) -> version(text, number, manifest, base));
    return text.toString();
  }

  private static void version(StringBuilder text, String number, JsonNode manifest, String base) {
    text.append("version ").append(number).append('\n');
    line(text, "own", manifest.path("version"));
    sorted(manifest.path("dependencies")).forEach((name, range) -> line(text, name, range));
    var dist = manifest.path("dist");
    line(text, "integrity", dist.path("integrity"));
    line(text, "shasum", dist.path("shasum"));
    var url = dist.path("tarball").asString("");
    if (!url.startsWith(base + "/")) {
      throw new IllegalArgumentException(
          "dist.tarball of %s: %s (expected: below %s)".formatted(number, url, base));
    }
    text.append(url, base.length(), url.length()).append('\n');
  }

  private static void line(StringBuilder text, String name, JsonNode value) {
    text.append(name).append('=').append(value.asString("")).append('\n');
  }

  private static Map<String, JsonNode> sorted(JsonNode object) {
    var sorted = new TreeMap<String, JsonNode>();
    object.properties().forEach(entry -> sorted.put(entry.getKey(), entry.getValue()));
    return sorted;
  }
}
