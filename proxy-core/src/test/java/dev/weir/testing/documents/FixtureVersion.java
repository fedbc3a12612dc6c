package dev.weir.testing.documents;

import java.time.Instant;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One version to make up.
 *
 * @param fields what its manifest has besides the usual fields, or instead of them
 * @param tarballBytes the exact size of its {@code .tgz}; 0 for a small one of any size
 * @param publishedAt its place in {@code time}; without it versions are a day apart
 * @param file the file name in {@code dist.tarball}; empty for the canonical one
 * @param attested whether {@code dist.attestations} says where its provenance is
 */
public record FixtureVersion(
    String version,
    Map<String, Object> fields,
    int tarballBytes,
    Hashes hashes,
    @Nullable Instant publishedAt,
    String file,
    boolean attested) {
  public FixtureVersion {
    fields = Collections.unmodifiableMap(new LinkedHashMap<>(fields));
  }

  static FixtureVersion plain(String version) {
    return new FixtureVersion(version, Map.of(), 0, Hashes.BOTH, null, "", false);
  }

  public FixtureVersion version(String version) {
    return new FixtureVersion(version, fields, tarballBytes, hashes, publishedAt, file, attested);
  }

  /** Any field of the manifest: strings, numbers, booleans, lists, maps. */
  public FixtureVersion field(String name, Object value) {
    var more = new LinkedHashMap<>(fields);
    more.put(name, value);
    return new FixtureVersion(version, more, tarballBytes, hashes, publishedAt, file, attested);
  }

  public FixtureVersion dependsOn(String name, String range) {
    return entry("dependencies", name, range);
  }

  public FixtureVersion optionallyDependsOn(String name, String range) {
    return entry("optionalDependencies", name, range);
  }

  public FixtureVersion deprecated(String message) {
    return field("deprecated", message);
  }

  /** Has an install script, which does nothing. */
  public FixtureVersion installScript() {
    return entry("scripts", "postinstall", "node -e 0");
  }

  /** Has a readme, in its tarball and in its manifest. */
  public FixtureVersion readme(String file, String text) {
    return field("readmeFilename", file).field("readme", text);
  }

  /** Brings a command of that name. */
  public FixtureVersion command(String name) {
    return entry("bin", name, "cli.js");
  }

  /** Is for one platform only, as the binary parts of esbuild are. */
  public FixtureVersion platform(String os, String cpu, String libc) {
    return field("os", List.of(os)).field("cpu", List.of(cpu)).field("libc", List.of(libc));
  }

  public FixtureVersion tarballBytes(int bytes) {
    return new FixtureVersion(version, fields, bytes, hashes, publishedAt, file, attested);
  }

  public FixtureVersion hashes(Hashes hashes) {
    return new FixtureVersion(version, fields, tarballBytes, hashes, publishedAt, file, attested);
  }

  public FixtureVersion publishedAt(Instant time) {
    return new FixtureVersion(version, fields, tarballBytes, hashes, time, file, attested);
  }

  /** A tarball name of its own, as some historic versions have. */
  public FixtureVersion file(String file) {
    return new FixtureVersion(version, fields, tarballBytes, hashes, publishedAt, file, attested);
  }

  /** Comes with attestations. */
  public FixtureVersion attest() {
    return new FixtureVersion(version, fields, tarballBytes, hashes, publishedAt, file, true);
  }

  private FixtureVersion entry(String field, String name, String value) {
    var entries = new LinkedHashMap<Object, Object>();
    if (fields.get(field) instanceof Map<?, ?> before) {
      entries.putAll(before);
    }
    entries.put(name, value);
    return field(field, entries);
  }
}
