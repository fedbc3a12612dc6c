package dev.weir.resolve;

import dev.weir.cache.CpuPool;
import dev.weir.cache.Stages;
import dev.weir.catalog.SearchOrder;
import dev.weir.model.PackageName;
import dev.weir.model.RepositoryId;
import dev.weir.npm.DistTags;
import dev.weir.npm.IndexedManifest;
import dev.weir.npm.OwnHit;
import dev.weir.npm.OwnPart;
import dev.weir.npm.SearchQuery;
import dev.weir.npm.SearchTerms;
import dev.weir.policy.OriginControls;
import dev.weir.policy.PrivateScopes;
import dev.weir.storage.Key;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/**
 * Searches the packages that were published to a repository and those that it gets from, by their
 * own members, which stand in their records. Works on the CPU pool's lane for large documents.
 */
final class OwnSearch {
  private static final int PAGE = 1000;

  /** Packages that a search looks at, at most; a larger house is searched in part. */
  private static final int MOST = 200_000;

  private final LocalVersions local;
  private final PrivateScopes privateScopes;
  private final CpuPool cpu;

  OwnSearch(LocalVersions local, PrivateScopes privateScopes, CpuPool cpu) {
    this.local = local;
    this.privateScopes = privateScopes;
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
    var terms = new SearchTerms(query);
    var matches = new LinkedHashMap<PackageName, RepositoryId>();
    boolean secret = terms.tellsScope(privateScopes.names());
    int left = MOST;
    for (var repository : order.repositories()) {
      Optional<Key> from = Optional.empty();
      do {
        var page = Stages.await(local.packages(repository, from, PAGE));
        for (var entry : page.entries()) {
          var record = PackageRecord.FORMAT.decode(entry.record());
          var name = name(entry.key());
          if (record.isPresent() && name.isPresent()) {
            secret |= isOurs(record.get()) && terms.tells(name.get());
            record
                .get()
                .headOrEmpty()
                .top()
                .filter(top -> terms.match(name.get(), top))
                .ifPresent(top -> matches.putIfAbsent(name.get(), repository));
          }
        }
        left -= page.entries().size();
        from = page.next();
      } while (from.isPresent() && left > 0);
      // What was not looked at may have the name.
      secret |= from.isPresent();
    }
    return new Found(shown(matches, query), List.copyOf(matches.keySet()), secret);
  }

  private static boolean isOurs(PackageRecord record) {
    return OriginControls.isOurs(record.facts(false));
  }

  private static Optional<PackageName> name(Key key) {
    return PackageName.parse(key.parts().get(key.parts().size() - 1));
  }

  private List<OwnHit> shown(Map<PackageName, RepositoryId> matches, SearchQuery query) {
    var shown = new ArrayList<OwnHit>();
    matches.entrySet().stream()
        .skip(query.from())
        .limit(query.size())
        .forEach(
            match -> hit(new PackagePath(match.getValue(), match.getKey())).ifPresent(shown::add));
    return shown;
  }

  /** With its latest version; empty if it has none that is listed. */
  private Optional<OwnHit> hit(PackagePath path) {
    var all = Stages.await(local.all(path));
    var listed =
        all.versions().stream()
            .filter(VersionRecord::isListed)
            .map(VersionRecord::indexedManifest)
            .toList();
    var versions = listed.stream().map(manifest -> manifest.facts().version()).toList();
    var latest =
        DistTags.merge(List.of(all.head().tags()), versions, versions::contains).get("latest");
    return listed.stream()
        .filter(manifest -> manifest.facts().version().equals(latest))
        .findFirst()
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
