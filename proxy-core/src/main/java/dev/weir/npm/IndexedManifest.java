package dev.weir.npm;

import dev.weir.model.PackageName;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.Optional;
import java.util.function.Supplier;
import tools.jackson.core.JacksonException;

/**
 * One version's manifest that stands alone, retained or published, with the places to splice.
 * Immutable, for any thread.
 */
public final class IndexedManifest {
  private final PackageName name;
  private final VersionFacts facts;
  private final ManifestFacts manifestFacts;
  private final ManifestShape shape;
  private final Supplier<byte[]> json;
  private final Supplier<byte[]> hash;

  private IndexedManifest(
      PackageName name,
      String version,
      Optional<String> publishedAt,
      ManifestFacts manifestFacts,
      ManifestShape shape,
      byte[] json) {
    this(name, version, publishedAt, manifestFacts, shape, () -> json, () -> sha256(json));
    checked(json, shape.length());
  }

  private IndexedManifest(
      PackageName name,
      String version,
      Optional<String> publishedAt,
      ManifestFacts manifestFacts,
      ManifestShape shape,
      Supplier<byte[]> json,
      Supplier<byte[]> hash) {
    this.name = name;
    this.facts = manifestFacts.of(version, publishedAt);
    this.manifestFacts = manifestFacts;
    this.shape = shape;
    this.json = json;
    this.hash = hash;
  }

  private static byte[] sha256(byte[] text) {
    try {
      return MessageDigest.getInstance("SHA-256").digest(text);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }

  private static byte[] checked(byte[] text, int length) {
    if (text.length != length) {
      throw new IllegalArgumentException(
          "json: %d bytes (expected: %d)".formatted(text.length, length));
    }
    return text;
  }

  /** Copies a version out of a document. */
  public static IndexedManifest of(PackageIndex index, int i, DocumentReader document)
      throws IOException {
    var stored = index.stored(i);
    var json = new ByteArrayOutputStream(stored.placed().shape().length());
    document.copy(stored.placed().start(), stored.placed().entry().to(), json::write);
    return new IndexedManifest(
        index.name(),
        index.version(i),
        stored.publishedAt(),
        stored.facts(),
        stored.placed().shape(),
        json.toByteArray());
  }

  /**
   * Reads a manifest as a publish document has it: an object with {@code name}, {@code version} and
   * a {@code dist.tarball}.
   *
   * @param publishedAt ISO 8601 with a zone, as it shall stand in {@code time}
   */
  public static IndexedManifest parse(byte[] json, Optional<String> publishedAt)
      throws MalformedPackumentException {
    try (var cursor = new JsonCursor(new Utf8Input(new ByteArrayInputStream(json)))) {
      cursor.root();
      var parsed = new ManifestParser(cursor).parse(own -> own.flatMap(PackageName::parse));
      cursor.nothingMore();
      return of(parsed, publishedAt, json);
    } catch (JacksonException e) {
      throw JsonCursor.explainInMemory(e);
    }
  }

  /**
   * Reads what {@link #encode} wrote.
   *
   * @throws IllegalArgumentException if that is something else, or of another version of Weir
   */
  public static IndexedManifest decode(byte[] bytes) {
    var in = Seal.MANIFEST.open(bytes);
    var name = new PackageName(in.text());
    var version = in.text();
    Optional<String> publishedAt = in.number() == 1 ? Optional.of(in.text()) : Optional.empty();
    var dictionary = Dictionary.decode(in);
    var facts = ManifestFacts.decode(name, version, dictionary, in);
    var shape = ManifestShape.decode(in);
    return new IndexedManifest(name, version, publishedAt, facts, shape, in.raw(shape.length()));
  }

  /** For a record: complete, checksummed, of this format's version only. A fresh copy. */
  public byte[] encode() {
    var dictionary = new Dictionary.Builder();
    var packedFacts = new PackedWriter(128);
    manifestFacts.encode(name, facts.version(), dictionary, packedFacts);
    var text = sharedJson();
    var out = Seal.MANIFEST.writer(text.length + 256);
    out.text(name.value());
    out.text(facts.version());
    out.number(facts.publishedAt().isPresent() ? 1 : 0);
    facts.publishedAt().ifPresent(out::text);
    dictionary.encode(out);
    out.part(packedFacts, 0, packedFacts.size());
    shape.encode(out);
    out.raw(text);
    return Seal.MANIFEST.close(out);
  }

  /**
   * The same without its text, and without the names of its dependencies, which may be as long: for
   * a packument, of which all manifests need not be in memory at once.
   *
   * @param text reads this one each time it is written, on the thread that writes
   */
  public IndexedManifest apart(Supplier<IndexedManifest> text) {
    // Nothing that is held on to may lead back to this one and its text.
    var known = contentHash();
    int length = length();
    return new IndexedManifest(
        name,
        facts.version(),
        facts.publishedAt(),
        manifestFacts.withoutDependencies(),
        shape,
        () -> checked(text.get().sharedJson(), length),
        () -> known);
  }

  /** SHA-256 of the manifest as it came. */
  public byte[] contentHash() {
    return hash.get().clone();
  }

  /** In bytes. */
  public int length() {
    return shape.length();
  }

  public VersionFacts facts() {
    return facts;
  }

  /** The manifest as it came, with its own URLs. A fresh copy. */
  public byte[] json() {
    return sharedJson().clone();
  }

  PackageName name() {
    return name;
  }

  ManifestShape shape() {
    return shape;
  }

  /** Not a copy: for {@link Segments} alone, which only reads it. */
  byte[] sharedJson() {
    return json.get();
  }

  private static IndexedManifest of(
      ParsedManifest parsed, Optional<String> publishedAt, byte[] json)
      throws MalformedPackumentException {
    var name = parsed.name().flatMap(PackageName::parse);
    var version = parsed.version();
    if (name.isEmpty()) {
      throw missing("\"name\"", "a package's name");
    } else if (version.isEmpty() || !NpmPath.isVersion(name.get(), version.get())) {
      throw missing("\"version\"", "a version");
    } else if (parsed.content() == null) {
      throw missing("\"dist.tarball\"", "a URL that ends in a file's name");
    }
    var content = parsed.content();
    var range = parsed.range();
    return new IndexedManifest(
        name.get(),
        version.get(),
        publishedAt,
        content.facts(),
        content.shape(),
        Arrays.copyOfRange(json, (int) range.from(), (int) range.to()));
  }

  private static MalformedPackumentException missing(String what, String expected) {
    return new MalformedPackumentException(0, "no usable " + what, expected);
  }
}
