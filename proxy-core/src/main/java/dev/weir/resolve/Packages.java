package dev.weir.resolve;

import dev.weir.cache.Assets;
import dev.weir.cache.CacheListener;
import dev.weir.cache.CpuPool;
import dev.weir.cache.Deadlines;
import dev.weir.cache.DocumentKey;
import dev.weir.cache.Documents;
import dev.weir.cache.Tarballs;
import dev.weir.config.PackagesSettings;
import dev.weir.io.ByteSource;
import dev.weir.model.ConnectionName;
import dev.weir.model.DomainName;
import dev.weir.model.PackageName;
import dev.weir.model.RepositoryId;
import dev.weir.npm.Readme;
import dev.weir.npm.ReadmeLimits;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/**
 * What repositories have of their own, as CodeArtifact's API shows it: its calls look at one
 * repository and never at its upstreams.
 *
 * <p>Versions that are being retained when a question comes are waited for, so that a package is
 * listed at once after its install. Stages complete on any thread; what takes time is done on the
 * CPU pool.
 */
public final class Packages {
  private final LocalVersions local;
  private final Documents documents;
  private final Keeps keeps;
  private final PackagesSettings settings;
  private final CpuPool cpu;
  private final Deadlines deadlines;
  private final OwnTarballs tarballs;
  private final DomainSize size;

  /** What this uses. */
  public record Parts(
      LocalVersions local,
      Keeps keeps,
      Documents documents,
      Resolver resolver,
      Tarballs tarballs,
      Assets assets,
      PackagesSettings settings,
      CpuPool cpu,
      Deadlines deadlines,
      CacheListener listener,
      InstantSource clock) {
    ReadmeLimits readmeLimits() {
      return new ReadmeLimits(
          settings.readmeMaxUnpacked().bytes(),
          settings.readmeMaxEntries(),
          (int) Math.min(settings.readmeMaxSize().bytes(), Integer.MAX_VALUE));
    }
  }

  public Packages(Parts parts) {
    this.local = parts.local();
    this.documents = parts.documents();
    this.keeps = parts.keeps();
    this.settings = parts.settings();
    this.cpu = parts.cpu();
    this.deadlines = parts.deadlines();
    this.tarballs = new OwnTarballs(parts);
    this.size = new DomainSize(parts);
  }

  /**
   * A part of the list of a repository's packages, in the order of their names.
   *
   * @param from where the part before ended; the empty string for the first one
   * @param limit packages in the part, at most
   */
  public CompletionStage<Listed<ListedPackage, String>> list(
      RepositoryId repository, PackageQuery query, String from, int limit) {
    return settled(repository)
        .thenApplyAsync(
            nothing ->
                new PackageListing(local, repository, query, limit, settings.maxScan()).from(from),
            cpu.small());
  }

  /** A package; empty if the repository never had a version of it. */
  public CompletionStage<Optional<ListedPackage>> find(RepositoryId repository, PackageName name) {
    return settled(repository)
        .thenCompose(nothing -> local.find(repository, name))
        .thenApply(record -> record.map(found -> new ListedPackage(name, found.restrictions())));
  }

  /**
   * A part of the list of a package's versions; empty if the repository does not have the package.
   *
   * @param after the last place of the part before
   * @param limit versions in the part, at most
   */
  public CompletionStage<Optional<PackageVersions>> versions(
      RepositoryId repository,
      PackageName name,
      VersionQuery query,
      Optional<VersionPlace> after,
      int limit) {
    var listing = new VersionListing(query, after, limit);
    return find(repository, name)
        .thenCompose(
            found ->
                found.isEmpty()
                    ? CompletableFuture.completedFuture(Optional.empty())
                    : versions(repository, name, listing).thenApply(Optional::of));
  }

  private CompletionStage<PackageVersions> versions(
      RepositoryId repository, PackageName name, VersionListing listing) {
    return CompletableFuture.supplyAsync(() -> scan(repository, name, listing), cpu.small())
        .thenCompose(scan -> defaultVersion(repository, name, scan))
        .thenApply(version -> new PackageVersions(listing.listed(), version));
  }

  private VersionScan scan(RepositoryId repository, PackageName name, VersionListing listing) {
    var scan = new VersionScan();
    scan.run(local, repository, name, listing);
    return scan;
  }

  private CompletionStage<Optional<String>> defaultVersion(
      RepositoryId repository, PackageName name, VersionScan scan) {
    return latest(repository, name, List.copyOf(scan.connections()))
        .thenCompose(
            latest ->
                latest.isPresent()
                    ? CompletableFuture.completedFuture(latest)
                    : tagged(repository, name))
        .thenApply(latest -> latest.or(scan::newest));
  }

  /** What a connection's stored packument calls latest, of the first that names one we have. */
  private CompletionStage<Optional<String>> latest(
      RepositoryId repository, PackageName name, List<ConnectionName> left) {
    if (left.isEmpty()) {
      return CompletableFuture.completedFuture(Optional.empty());
    }
    return documents
        .stored(new DocumentKey(left.get(0), name))
        .thenApply(
            document ->
                document.flatMap(d -> Optional.ofNullable(d.index().distTags().get("latest"))))
        .thenCompose(latest -> ifOwn(repository, name, latest))
        .thenCompose(
            latest ->
                latest.isPresent()
                    ? CompletableFuture.completedFuture(latest)
                    : latest(repository, name, left.subList(1, left.size())));
  }

  /** What the repository itself calls latest. */
  private CompletionStage<Optional<String>> tagged(RepositoryId repository, PackageName name) {
    return local
        .find(repository, name)
        .thenApply(record -> record.map(known -> known.headOrEmpty().tags().get("latest")))
        .thenCompose(latest -> ifOwn(repository, name, latest));
  }

  /** If clients are shown it, too. */
  private CompletionStage<Optional<String>> ifOwn(
      RepositoryId repository, PackageName name, Optional<String> version) {
    return version.isEmpty()
        ? CompletableFuture.completedFuture(version)
        : local
            .find(repository, name, version.get())
            .thenApply(found -> found.filter(VersionRecord::isListed).map(VersionRecord::version));
  }

  /** A version; empty if the repository does not have it of its own. */
  public CompletionStage<Optional<OwnVersion>> version(VersionPath path) {
    if (path.version().indexOf('\0') >= 0) {
      return CompletableFuture.completedFuture(Optional.empty());
    }
    return settled(path.repository())
        .thenCompose(nothing -> local.find(path.repository(), path.name(), path.version()))
        .thenCompose(
            found ->
                found.isEmpty()
                    ? CompletableFuture.completedFuture(Optional.empty())
                    : own(path, found.get()));
  }

  private CompletionStage<Optional<OwnVersion>> own(VersionPath path, VersionRecord version) {
    return local
        .manifest(new PackagePath(path.repository(), path.name()), version)
        .thenApplyAsync(manifest -> manifest.map(version::own), cpu.small());
  }

  /**
   * The size and the hashes of a version's tarball, which is fetched if it is not stored any more;
   * without them if that cannot be.
   */
  public CompletionStage<VersionAsset> asset(VersionPath path, OwnVersion version) {
    return tarballs.describe(path, version);
  }

  /** The bytes of a version's tarball, fetched if they are not stored. The receiver closes them. */
  public CompletionStage<Resolution<ByteSource>> open(VersionPath path, OwnVersion version) {
    return tarballs.open(path, version);
  }

  /** The readme in a version's tarball, which is fetched if it is not stored. */
  public CompletionStage<Resolution<Readme>> readme(VersionPath path, OwnVersion version) {
    return tarballs.readme(path, version);
  }

  /**
   * The bytes of a domain's tarballs that are stored, each once; as counted up to a minute ago, and
   * without those beyond {@code packages.size-max-versions}.
   */
  public CompletionStage<Long> assetBytes(DomainName domain) {
    return size.of(domain);
  }

  /** A version is being retained before the last byte of its tarball goes out. */
  private CompletionStage<Void> settled(RepositoryId repository) {
    var settled = keeps.settled(repository).toCompletableFuture();
    return settled.isDone() || settings.settle().isZero()
        ? CompletableFuture.completedFuture(null)
        : deadlines.within(settled, settings.settle(), () -> null);
  }
}
