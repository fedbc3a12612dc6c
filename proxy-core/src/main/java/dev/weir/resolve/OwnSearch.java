package dev.weir.resolve;

import dev.weir.cache.CpuPool;
import dev.weir.cache.Stages;
import dev.weir.catalog.SearchOrder;
import dev.weir.model.PackageName;
import dev.weir.npm.DistTags;
import dev.weir.npm.IndexedManifest;
import dev.weir.npm.OwnPart;
import dev.weir.policy.PrivateScopes;
import dev.weir.search.OwnHit;
import dev.weir.search.PackageMatch;
import dev.weir.search.SearchQuery;
import dev.weir.search.SearchTerms;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/**
 * Searches the packages that were published to a repository and those that it gets from, in the
 * index. Works on the CPU pool's lane for large documents.
 */
final class OwnSearch {
  private final LocalVersions local;
  private final OpenOrders orders;
  private final PrivateScopes privateScopes;
  private final OwnIndex index;
  private final CpuPool cpu;

  OwnSearch(
      LocalVersions local,
      OpenOrders orders,
      PrivateScopes privateScopes,
      OwnIndex index,
      CpuPool cpu) {
    this.local = local;
    this.orders = orders;
    this.privateScopes = privateScopes;
    this.index = index;
    this.cpu = cpu;
  }

  /**
   * What was found.
   *
   * @param shown of the page that was asked for
   * @param names of all that matched
   * @param secret whether the text must not be told to an origin, since it names a package of ours
   */
  record Found(List<OwnHit> shown, List<PackageName> names, boolean secret) {}

  CompletionStage<Found> of(SearchOrder order, SearchQuery query) {
    return CompletableFuture.supplyAsync(() -> find(order, query), cpu.laneFor(cpu.largeFrom()));
  }

  private Found find(SearchOrder order, SearchQuery query) {
    var repositories = order.repositories();
    var matches = index.find(SearchTerms.parse(query.text()), repositories);
    boolean secret =
        SearchTerms.tells(query.text(), privateScopes.names())
            || index.tells(query.text(), repositories);
    var shown =
        matches.stream()
            .skip(query.from())
            .limit(query.size())
            .flatMap(match -> hit(order, match).stream())
            .toList();
    return new Found(shown, matches.stream().map(PackageMatch::name).toList(), secret);
  }

  /**
   * With its latest version; empty if it has none that is listed any more, or if a repository
   * before it keeps the package from its upstreams.
   */
  private Optional<OwnHit> hit(SearchOrder order, PackageMatch match) {
    var open = Stages.await(orders.of(order, match.name())).order();
    if (!open.repositories().contains(match.repository())) {
      return Optional.empty();
    }
    var all = Stages.await(local.all(new PackagePath(match.repository(), match.name())));
    var listed = all.versions().stream().filter(VersionRecord::isListed).toList();
    var versions = listed.stream().map(VersionRecord::version).toList();
    var latest =
        DistTags.merge(List.of(all.head().tags()), versions, versions::contains).get("latest");
    return listed.stream()
        .filter(version -> version.version().equals(latest))
        .findFirst()
        .flatMap(version -> Stages.await(local.manifest(all.path(), version)))
        .map(manifest -> hit(all, manifest));
  }

  private static OwnHit hit(LocalPackage all, IndexedManifest manifest) {
    return new OwnHit(
        all.path().name(),
        all.head().top().orElse(OwnPart.Top.EMPTY),
        manifest.facts().version(),
        manifest.facts().publishedAt());
  }
}
