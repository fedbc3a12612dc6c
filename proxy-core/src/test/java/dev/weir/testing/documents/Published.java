package dev.weir.testing.documents;

import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/**
 * A package as it stands on a registry's shelf. What is asked for is made once, on the executor,
 * and kept in memory.
 */
public final class Published {
  private final FixturePackage from;
  private final long seed;
  private final Executor executor;
  private final Map<String, FixtureVersion> byFile;
  private final Map<String, FixtureVersion> byVersion;
  private final Map<FixtureVersion, Tarball> tarballs;
  private final Map<Key, CompletableFuture<Representation>> packuments = new ConcurrentHashMap<>();

  private record Key(Form form, String base, boolean gzip) {}

  public Published(FixturePackage from, long seed, Executor executor) {
    this(from, seed, executor, new ConcurrentHashMap<>());
  }

  private Published(
      FixturePackage from, long seed, Executor executor, Map<FixtureVersion, Tarball> tarballs) {
    this.from = from;
    this.seed = seed;
    this.executor = executor;
    this.tarballs = tarballs;
    byFile = from.resolved().stream().collect(Collectors.toMap(FixtureVersion::file, same -> same));
    byVersion =
        from.resolved().stream().collect(Collectors.toMap(FixtureVersion::version, same -> same));
  }

  /** The same package after a change; it shares the tarballs already made. */
  public Published changedTo(FixturePackage next) {
    return new Published(next, seed, executor, tarballs);
  }

  public FixturePackage from() {
    return from;
  }

  public Instant modified() {
    return Packument.modified(from);
  }

  /** The packument with tarball URLs that begin with {@code base}. */
  public CompletableFuture<Representation> packument(Form form, String base, boolean gzip) {
    var key = new Key(form, base, gzip);
    var made = packuments.get(key);
    return made != null ? made : packuments.computeIfAbsent(key, this::make);
  }

  /** The manifest that {@code versionOrTag} names, tags first. */
  public Optional<CompletableFuture<byte[]>> manifest(String versionOrTag, String base) {
    var version = from.distTags().getOrDefault(versionOrTag, versionOrTag);
    return Optional.ofNullable(byVersion.get(version))
        .map(found -> supply(() -> Json.compact(packument(base).manifest(found))));
  }

  public Optional<CompletableFuture<Tarball>> tarball(String file) {
    return Optional.ofNullable(byFile.get(file)).map(this::later);
  }

  /** The tarball of a version that exists, made on the caller's thread if it must be. */
  public Tarball tarballOf(String version) {
    var known = byVersion.get(version);
    if (known == null) {
      throw new IllegalArgumentException(
          "version: " + version + " (expected: one of " + byVersion.keySet() + ")");
    }
    return tarball(known);
  }

  private CompletableFuture<Tarball> later(FixtureVersion version) {
    var made = tarballs.get(version);
    return made != null ? CompletableFuture.completedFuture(made) : supply(() -> tarball(version));
  }

  private Tarball tarball(FixtureVersion version) {
    return tarballs.computeIfAbsent(version, absent -> Tarball.of(from, absent, seed));
  }

  private CompletableFuture<Representation> make(Key key) {
    if (key.gzip()) {
      // Not by packument(): a concurrent map's function may not change the map.
      return supply(
          () -> Representation.of(Gzip.compressed(packument(key.base()).json(key.form()))));
    }
    return supply(() -> Representation.of(packument(key.base()).json(key.form())));
  }

  private Packument packument(String base) {
    Function<FixtureVersion, Tarball> make = this::tarball;
    return new Packument(from, make, base, seed);
  }

  private <T> CompletableFuture<T> supply(Supplier<T> work) {
    return CompletableFuture.supplyAsync(work, executor);
  }
}
