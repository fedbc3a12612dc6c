package dev.weir.testing.documents;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.ArrayList;
import java.util.Base64;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A version as npm would publish it: its tarball and the document that it sends. Each {@code with}
 * answers another one. Immutable.
 */
public final class PublishedVersion {
  private static final String PACKAGE_JSON = "package/package.json";

  private final String name;
  private final String version;
  private final String tag;
  private final Map<String, Object> fields;
  private final Map<String, byte[]> files;
  private final Optional<byte[]> packed;

  private PublishedVersion(
      String name,
      String version,
      String tag,
      Map<String, Object> fields,
      Map<String, byte[]> files,
      Optional<byte[]> packed) {
    this.name = name;
    this.version = version;
    this.tag = tag;
    this.fields = fields;
    this.files = files;
    this.packed = packed;
  }

  /** With a package.json and one more file; as {@code latest}. */
  public static PublishedVersion of(String name, String version) {
    return new PublishedVersion(
        name,
        version,
        "latest",
        Map.of(),
        Map.of("package/index.js", ("module.exports = '" + version + "'\n").getBytes(UTF_8)),
        Optional.empty());
  }

  public PublishedVersion tagged(String other) {
    return new PublishedVersion(name, version, other, fields, files, packed);
  }

  /** With a member more in its manifest and its package.json. */
  public PublishedVersion with(String field, Object value) {
    var more = new LinkedHashMap<>(fields);
    more.put(field, value);
    return new PublishedVersion(name, version, tag, more, files, packed);
  }

  /** With a file more, or another {@code package/package.json}. */
  public PublishedVersion withFile(String path, byte[] content) {
    var more = new LinkedHashMap<>(files);
    more.put(path, content);
    return new PublishedVersion(name, version, tag, fields, more, packed);
  }

  /** Without a {@code package/package.json}. */
  public PublishedVersion unnamed() {
    return withFile(PACKAGE_JSON, new byte[0]);
  }

  /** With these bytes for a tarball, whatever they are. */
  public PublishedVersion packedAs(byte[] bytes) {
    return new PublishedVersion(name, version, tag, fields, files, Optional.of(bytes));
  }

  public String name() {
    return name;
  }

  public String version() {
    return version;
  }

  /** {@code name-1.0.0.tgz}, without the scope. */
  public String file() {
    return name.substring(name.indexOf('/') + 1) + "-" + version + ".tgz";
  }

  /** The same bytes each time. */
  public byte[] tarball() {
    if (packed.isPresent()) {
      return packed.get();
    }
    var bytes = tar();
    return Gzip.stored(bytes, Gzip.storedSize(bytes.length));
  }

  /** What is in the tarball, not compressed. */
  public byte[] tar() {
    var tar = new Tar();
    if (!files.containsKey(PACKAGE_JSON)) {
      tar.add(PACKAGE_JSON, Json.pretty(manifest()), false);
    }
    files.forEach(
        (path, content) -> {
          if (!path.equals(PACKAGE_JSON) || content.length > 0) {
            tar.add(path, content, false);
          }
        });
    return tar.bytes();
  }

  public String integrity() {
    return "sha512-" + Base64.getEncoder().encodeToString(Tarball.digest("SHA-512", tarball()));
  }

  /** The document, whose members a test may change before it is written. */
  public Map<String, Object> document() {
    var tgz = tarball();
    var manifest = new LinkedHashMap<>(manifest());
    manifest.put("_id", name + "@" + version);
    manifest.put("_nodeVersion", "22.0.0");
    manifest.put("readme", "# " + name + "\n");
    manifest.put("readmeFilename", "README.md");
    var dist = new LinkedHashMap<String, Object>();
    dist.put("integrity", integrity());
    dist.put("shasum", HexFormat.of().formatHex(Tarball.digest("SHA-1", tgz)));
    dist.put("tarball", "http://elsewhere.example/" + name + "/-/" + name + "-" + version + ".tgz");
    manifest.put("dist", dist);
    var document = new LinkedHashMap<String, Object>();
    document.put("_id", name);
    document.put("name", name);
    document.put("dist-tags", map(tag, version));
    document.put("versions", map(version, manifest));
    document.put("access", "public");
    var attachment = new LinkedHashMap<String, Object>();
    attachment.put("content_type", "application/octet-stream");
    attachment.put("data", Base64.getEncoder().encodeToString(tgz));
    attachment.put("length", tgz.length);
    document.put("_attachments", map(name + "-" + version + ".tgz", attachment));
    return document;
  }

  /** {@link #document} as JSON. */
  public String json() {
    return json(document());
  }

  /** Any document as JSON. */
  public static String json(Map<String, Object> document) {
    return new String(Json.pretty(document), UTF_8);
  }

  private Map<String, Object> manifest() {
    var manifest = new LinkedHashMap<String, Object>();
    manifest.put("name", name);
    manifest.put("version", version);
    manifest.put("description", "made to be published");
    manifest.put("keywords", new ArrayList<>(List.of("private", "lab")));
    manifest.putAll(fields);
    return manifest;
  }

  private static Map<String, Object> map(String key, Object value) {
    var map = new LinkedHashMap<String, Object>();
    map.put(key, value);
    return map;
  }
}
