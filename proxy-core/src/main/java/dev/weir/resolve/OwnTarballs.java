package dev.weir.resolve;

import dev.weir.cache.AssetHashes;
import dev.weir.cache.AssetKey;
import dev.weir.cache.AssetRecord;
import dev.weir.cache.Assets;
import dev.weir.cache.CacheKind;
import dev.weir.cache.CacheListener;
import dev.weir.cache.CacheStatus;
import dev.weir.cache.Coalescer;
import dev.weir.cache.ContentReading;
import dev.weir.cache.CpuPool;
import dev.weir.cache.Deadlines;
import dev.weir.cache.Failures;
import dev.weir.cache.HashedContent;
import dev.weir.cache.OverloadedException;
import dev.weir.cache.SourceInputStream;
import dev.weir.cache.StoredTarball;
import dev.weir.cache.TarballEnd;
import dev.weir.cache.TarballUnfinishedException;
import dev.weir.cache.Tarballs;
import dev.weir.catalog.Source;
import dev.weir.io.ByteSource;
import dev.weir.model.Integrity;
import dev.weir.npm.Readme;
import dev.weir.npm.ReadmeLimits;
import dev.weir.npm.TarballReadme;
import dev.weir.storage.CorruptBlobException;
import dev.weir.storage.StorageFullException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The tarballs of versions that repositories have of their own: as bytes, as hashes, and opened for
 * their readme. One that is not stored any more is fetched as a client's request would, with the
 * same checks; one whose bytes turn out corrupt is dropped and fetched again.
 */
final class OwnTarballs {
  private static final Logger LOG = LoggerFactory.getLogger(OwnTarballs.class);

  private static final Set<String> HASHES = Set.of("SHA-1", "SHA-256", "SHA-512");

  private final Resolver resolver;
  private final Tarballs tarballs;
  private final Assets assets;
  private final ReadmeLimits limits;
  private final CpuPool cpu;
  private final CacheListener listener;
  private final Deadlines deadlines;
  private final Duration patience;
  private final Coalescer<Content, VersionAsset> hashing = new Coalescer<>(() -> {});
  private final Coalescer<Content, Resolution<Readme>> readmes = new Coalescer<>(() -> {});

  OwnTarballs(Packages.Parts parts) {
    this.resolver = parts.resolver();
    this.tarballs = parts.tarballs();
    this.assets = parts.assets();
    this.limits = parts.readmeLimits();
    this.cpu = parts.cpu();
    this.listener = parts.listener();
    this.deadlines = parts.deadlines();
    this.patience = parts.settings().settle();
  }

  /** What makes two versions' tarballs the same one. */
  private record Content(AssetKey key, Optional<Integrity> integrity) {}

  /** The bytes. The receiver closes them; a read that fails says that the rest never comes. */
  CompletionStage<Resolution<ByteSource>> open(VersionPath path, OwnVersion version) {
    return path.external(version).isPresent() || version.published().isPresent()
        ? opened(path, version)
        : CompletableFuture.completedFuture(absent());
  }

  private CompletionStage<Resolution<ByteSource>> opened(VersionPath path, OwnVersion version) {
    return tarball(path, version)
        .thenApply(resolution -> resolution.map(found -> source(path, version, found)));
  }

  private CompletionStage<Resolution<TarballFound>> tarball(VersionPath path, OwnVersion version) {
    return resolver.tarball(
        path.repository(), path.name(), version.manifest().facts().fileName(), true);
  }

  private ByteSource source(VersionPath path, OwnVersion version, TarballFound found) {
    return found.match(
        stored ->
            new MendingReader(
                stored.tarball().reader(), corrupt -> again(path, version, stored, corrupt)),
        TarballFound.Flying::reader,
        described -> {
          throw new IllegalStateException("only described (expected: bytes)");
        });
  }

  // Corrupt bytes.

  private CompletionStage<Optional<ByteSource>> again(
      VersionPath path,
      OwnVersion version,
      TarballFound.Stored stored,
      CorruptBlobException corrupt) {
    return drop(path, stored, corrupt)
        .thenCompose(
            dropped ->
                stored.facts().integrity().isEmpty()
                    ? CompletableFuture.completedFuture(Optional.empty())
                    : opened(path, version).thenApply(OwnTarballs::found));
  }

  private CompletionStage<Void> drop(
      VersionPath path, TarballFound.Stored stored, CorruptBlobException corrupt) {
    LOG.warn(
        "corrupt tarball dropped, to be fetched again: package={} version={} blob={} {}",
        path.name(),
        path.version(),
        stored.tarball().record().blob(),
        corrupt.getMessage());
    listener.integrityFailed(CacheKind.TARBALL);
    return stored
        .key()
        .map(key -> assets.drop(key, stored.tarball().record()))
        .orElseGet(() -> CompletableFuture.completedFuture(null));
  }

  private static <T> Optional<T> found(Resolution<T> resolution) {
    return resolution instanceof Resolution.Found<T> found
        ? Optional.of(found.value())
        : Optional.empty();
  }

  // Hashes.

  /** The tarball's size and hashes, read from its bytes once and remembered beside them. */
  CompletionStage<VersionAsset> describe(VersionPath path, OwnVersion version) {
    var key = path.external(version);
    if (version.published().isPresent()) {
      var asset = version.published().get();
      return CompletableFuture.completedFuture(asset(asset.length(), asset.blob(), asset.hashes()));
    } else if (key.isEmpty()) {
      return CompletableFuture.completedFuture(byManifest(version));
    }
    var content = new Content(key.get(), version.manifest().facts().integrity());
    return assets
        .find(content.key(), content.integrity())
        .thenCompose(
            record ->
                record
                    .flatMap(OwnTarballs::known)
                    .<CompletionStage<VersionAsset>>map(CompletableFuture::completedFuture)
                    .orElseGet(() -> awaited(path, version, content, record)));
  }

  /** A reading that takes longer than its asker waits goes on, for whoever asks next. */
  private CompletionStage<VersionAsset> awaited(
      VersionPath path, OwnVersion version, Content content, Optional<AssetRecord> record) {
    return deadlines.within(
        hashing.join(content, () -> read(path, version, content)),
        patience,
        () -> record.map(OwnTarballs::byRecord).orElseGet(() -> byManifest(version)));
  }

  private static VersionAsset byRecord(AssetRecord record) {
    return new VersionAsset(OptionalLong.of(record.length()), Map.of("SHA-512", record.blob()));
  }

  private CompletionStage<VersionAsset> read(
      VersionPath path, OwnVersion version, Content content) {
    return opened(path, version)
        .thenCompose(
            resolution ->
                found(resolution)
                    .map(source -> hashed(source, content))
                    .orElseGet(() -> CompletableFuture.completedFuture(byManifest(version))))
        .exceptionallyCompose(failure -> unlessUnfinished(failure, version));
  }

  private CompletionStage<VersionAsset> hashed(ByteSource source, Content content) {
    return readAll(source)
        .thenCompose(
            read ->
                assets
                    .remember(content.key(), read)
                    .handle(
                        (nothing, failure) -> asset(read.length(), read.sha512(), read.others())));
  }

  private CompletionStage<HashedContent> readAll(ByteSource source) {
    return ContentReading.of(source, cpu.laneFor(source.length()))
        .whenComplete((read, failure) -> source.close());
  }

  /** Bytes that cannot be had are no reason to say nothing of what the origin told before. */
  private static CompletionStage<VersionAsset> unlessUnfinished(
      Throwable failure, OwnVersion version) {
    var cause = Failures.unwrap(failure);
    return cause instanceof TarballUnfinishedException || cause instanceof CorruptBlobException
        ? CompletableFuture.completedFuture(byManifest(version))
        : CompletableFuture.failedFuture(failure);
  }

  private static Optional<VersionAsset> known(AssetRecord record) {
    return record.hashes().map(others -> asset(record.length(), record.blob(), others));
  }

  private static VersionAsset asset(long length, String sha512, AssetHashes others) {
    return new VersionAsset(
        OptionalLong.of(length),
        Map.of(
            "MD5", others.md5(),
            "SHA-1", others.sha1(),
            "SHA-256", others.sha256(),
            "SHA-512", sha512));
  }

  private static VersionAsset byManifest(OwnVersion version) {
    return new VersionAsset(
        OptionalLong.empty(),
        version
            .manifest()
            .facts()
            .integrity()
            .map(Integrity::anyOf)
            .filter(digests -> digests.size() == 1)
            .map(digests -> digests.get(0))
            .filter(digest -> HASHES.contains(digest.algorithm().jcaName()))
            .map(digest -> Map.of(digest.algorithm().jcaName(), digest.hex()))
            .orElse(Map.of()));
  }

  // Readmes.

  /** The readme, looked for on the CPU pool. */
  CompletionStage<Resolution<Readme>> readme(VersionPath path, OwnVersion version) {
    if (version.published().isPresent()) {
      return tarball(path, version).thenCompose(this::publishedReadme);
    }
    var key = path.external(version);
    if (key.isEmpty()) {
      return CompletableFuture.completedFuture(absent());
    }
    var content = new Content(key.get(), version.manifest().facts().integrity());
    return readmes
        .join(content, () -> readme(path, version, content, true))
        .exceptionallyCompose(failure -> broken(path, Failures.unwrap(failure)));
  }

  private CompletionStage<Resolution<Readme>> publishedReadme(Resolution<TarballFound> resolution) {
    return found(resolution)
        .map(
            found ->
                found.match(
                    stored -> readLater(stored.tarball().reader()),
                    flying -> {
                      flying.reader().close();
                      return CompletableFuture.completedFuture(OwnTarballs.<Readme>absent());
                    },
                    described -> CompletableFuture.completedFuture(OwnTarballs.<Readme>absent())))
        .orElseGet(
            () ->
                CompletableFuture.completedFuture(
                    resolution.map(never -> new Readme.None("none"))));
  }

  /** What kept the bytes from coming, as an answer if it is none of our defects. */
  private static CompletionStage<Resolution<Readme>> broken(VersionPath path, Throwable failure) {
    var source = new Source.Local(path.repository());
    if (failure instanceof CorruptBlobException corrupt) {
      return CompletableFuture.completedFuture(
          new Resolution.Corrupt<>(source, "stored tarball: " + corrupt.getMessage()));
    } else if (failure instanceof TarballUnfinishedException unfinished
        && unfinished.end() instanceof TarballEnd.Broken end) {
      return CompletableFuture.completedFuture(new Resolution.Unavailable<>(source, end.cause()));
    } else if (failure instanceof TarballUnfinishedException unfinished
        && unfinished.end() instanceof TarballEnd.Corrupt end) {
      return CompletableFuture.completedFuture(new Resolution.Corrupt<>(source, end.detail()));
    }
    return CompletableFuture.failedFuture(failure);
  }

  /**
   * A thread of the pool waits for what is stored only: bytes that come from afar, for the first
   * time or instead of corrupt ones, are stored before.
   */
  private CompletionStage<Resolution<Readme>> readme(
      VersionPath path, OwnVersion version, Content content, boolean mend) {
    return tarball(path, version)
        .thenCompose(
            resolution ->
                found(resolution)
                    .map(
                        found ->
                            found.match(
                                stored -> readme(path, version, stored, content, mend),
                                flying -> arrived(flying, content),
                                described ->
                                    CompletableFuture.completedFuture(
                                        OwnTarballs.<Readme>absent())))
                    .orElseGet(
                        () ->
                            CompletableFuture.completedFuture(
                                resolution.map(never -> new Readme.None("none")))));
  }

  private CompletionStage<Resolution<Readme>> readme(
      VersionPath path,
      OwnVersion version,
      TarballFound.Stored stored,
      Content content,
      boolean mend) {
    return readLater(stored.tarball().reader())
        .exceptionallyCompose(
            failure ->
                mend && Failures.unwrap(failure) instanceof CorruptBlobException corrupt
                    ? mended(path, version, stored, content, corrupt)
                    : CompletableFuture.failedFuture(failure));
  }

  private CompletionStage<Resolution<Readme>> mended(
      VersionPath path,
      OwnVersion version,
      TarballFound.Stored stored,
      Content content,
      CorruptBlobException corrupt) {
    return drop(path, stored, corrupt)
        .thenCompose(
            dropped ->
                stored.facts().integrity().isEmpty()
                    ? CompletableFuture.failedFuture(corrupt)
                    : readme(path, version, content, false));
  }

  /** A download is waited for without a thread. */
  private CompletionStage<Resolution<Readme>> arrived(TarballFound.Flying flying, Content content) {
    return readAll(flying.reader())
        .thenCompose(read -> reopened(content))
        .thenCompose(this::readLater);
  }

  private CompletionStage<Resolution<Readme>> readLater(ByteSource source) {
    try {
      return CompletableFuture.supplyAsync(() -> read(source), cpu.laneFor(source.length()));
    } catch (OverloadedException refused) {
      source.close();
      throw refused;
    }
  }

  private Resolution<Readme> read(ByteSource source) {
    try (var tgz = new SourceInputStream(source)) {
      return new Resolution.Found<>(TarballReadme.of(tgz, limits));
    }
  }

  private CompletionStage<ByteSource> reopened(Content content) {
    return tarballs
        .stored(content.key(), content.integrity())
        .thenApply(
            stored ->
                stored
                    .<ByteSource>map(StoredTarball::reader)
                    .orElseThrow(
                        () -> new StorageFullException("no room to open " + content.key())));
  }

  private static <T> Resolution<T> absent() {
    return new Resolution.Absent<>(List.of(), CacheStatus.MISS);
  }
}
