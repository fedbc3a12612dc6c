package dev.weir.testing.documents;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * A package to make up. Immutable; each method answers a changed copy:
 *
 * <pre>{@code
 * FixturePackage.of("@scope/name").versions("1.0.0", "1.1.0").tarballBytes(300_000)
 *     .version("2.0.0-rc.1", v -> v.dependsOn("other", "^1.0.0")).tag("next", "2.0.0-rc.1")
 * }</pre>
 *
 * @param template what all versions have in common
 * @param editions the versions, in the order of their publication, as changes to the template
 * @param tags dist-tags; {@code latest} is the version named last unless it is here
 * @param packumentBytes about how large the full document shall be; 0 for as large as it comes
 */
public record FixturePackage(
    String name,
    FixtureVersion template,
    List<Edition> editions,
    Map<String, String> tags,
    Instant created,
    int packumentBytes) {
  private static final Instant LONG_AGO = Instant.parse("2016-02-29T10:11:12.345Z");

  public FixturePackage {
    editions = List.copyOf(editions);
    tags = Map.copyOf(tags);
  }

  /** A version, and how it differs from the others. */
  public record Edition(String version, UnaryOperator<FixtureVersion> change) {}

  public static FixturePackage of(String name) {
    return new FixturePackage(
        name, FixtureVersion.plain("0.0.0"), List.of(), Map.of(), LONG_AGO, 0);
  }

  public FixturePackage versions(String... versions) {
    var more = Stream.of(versions).map(version -> new Edition(version, same -> same));
    return editions(Stream.concat(editions.stream(), more).toList());
  }

  /** Versions 1.0.0, 1.0.1 … 1.0.9, 1.1.0 … up to so many. */
  public FixturePackage versions(int count) {
    return versions(
        IntStream.range(0, count)
            .mapToObj(i -> "%d.%d.%d".formatted(1 + i / 100, i / 10 % 10, i % 10))
            .toArray(String[]::new));
  }

  /** A version that differs from the others; it replaces one of the same number. */
  public FixturePackage version(String version, UnaryOperator<FixtureVersion> change) {
    var more = new ArrayList<>(without(version).editions);
    more.add(new Edition(version, change));
    return editions(more);
  }

  public FixturePackage without(String version) {
    return editions(editions.stream().filter(e -> !e.version().equals(version)).toList());
  }

  /** Changes all versions, those that are named later too. */
  public FixturePackage each(UnaryOperator<FixtureVersion> change) {
    return new FixturePackage(
        name, change.apply(template), editions, tags, created, packumentBytes);
  }

  /** The exact size of every version's tarball. */
  public FixturePackage tarballBytes(int bytes) {
    return each(version -> version.tarballBytes(bytes));
  }

  public FixturePackage dependsOn(String name, String range) {
    return each(version -> version.dependsOn(name, range));
  }

  public FixturePackage hashes(Hashes hashes) {
    return each(version -> version.hashes(hashes));
  }

  public FixturePackage tag(String tag, String version) {
    var more = new LinkedHashMap<>(tags);
    more.put(tag, version);
    return new FixturePackage(name, template, editions, more, created, packumentBytes);
  }

  public FixturePackage created(Instant time) {
    return new FixturePackage(name, template, editions, tags, time, packumentBytes);
  }

  public FixturePackage packumentBytes(int bytes) {
    return new FixturePackage(name, template, editions, tags, created, bytes);
  }

  /** The name without its scope, which tarballs are named after. */
  public String basename() {
    return name.substring(name.indexOf('/') + 1);
  }

  /** All versions, whole: each has a publication time and a file name. */
  public List<FixtureVersion> resolved() {
    return IntStream.range(0, editions.size()).mapToObj(this::resolved).toList();
  }

  /** The dist-tags, {@code latest} among them if there is any version. */
  public Map<String, String> distTags() {
    var all = new LinkedHashMap<String, String>();
    if (!editions.isEmpty()) {
      all.put("latest", editions.get(editions.size() - 1).version());
    }
    all.putAll(tags);
    return all;
  }

  private FixtureVersion resolved(int index) {
    var edition = editions.get(index);
    var version = edition.change().apply(template.version(edition.version()));
    if (version.publishedAt() == null) {
      version = version.publishedAt(created.plus(Duration.ofDays(index)));
    }
    return version.file().isEmpty()
        ? version.file(basename() + "-" + edition.version() + ".tgz")
        : version;
  }

  private FixturePackage editions(List<Edition> editions) {
    return new FixturePackage(name, template, editions, tags, created, packumentBytes);
  }
}
