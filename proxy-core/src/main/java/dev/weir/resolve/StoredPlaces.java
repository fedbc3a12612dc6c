package dev.weir.resolve;

import dev.weir.cache.DocumentKey;
import dev.weir.cache.Documents;
import dev.weir.catalog.SearchOrder;
import dev.weir.catalog.Source;
import dev.weir.model.RepositoryId;
import dev.weir.npm.PackageIndex;
import dev.weir.npm.SemVer;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/** Looks for a version beyond the repository addressed, in what is stored: no origin is asked. */
final class StoredPlaces {
  private final LocalVersions local;
  private final Documents documents;

  StoredPlaces(LocalVersions local, Documents documents) {
    this.local = local;
    this.documents = documents;
  }

  /**
   * The first place that has it, in words.
   *
   * @param except repositories that are passed over
   * @param ours whether the name is ours everywhere, so that nothing from outside counts
   */
  CompletionStage<Optional<String>> of(
      SearchOrder order, PackagePath path, String version, Set<RepositoryId> except, boolean ours) {
    var others =
        order.sources().subList(1, order.sources().size()).stream()
            .filter(
                source ->
                    source.match(own -> !except.contains(own.repository()), external -> !ours))
            .toList();
    return from(others, path, version, ours);
  }

  private CompletionStage<Optional<String>> from(
      List<Source> sources, PackagePath path, String version, boolean ours) {
    if (sources.isEmpty()) {
      return CompletableFuture.completedFuture(Optional.empty());
    }
    var source = sources.get(0);
    return source
        .match(
            own ->
                local
                    .same(own.repository(), path.name(), version)
                    .thenApply(same -> same.filter(v -> v.isOurs() || !ours).isPresent()),
            external ->
                documents
                    .stored(new DocumentKey(external.connection(), path.name()))
                    .thenApply(stored -> stored.filter(d -> has(d.index(), version)).isPresent()))
        .thenCompose(
            has ->
                has
                    ? CompletableFuture.completedFuture(Optional.of(source.toString()))
                    : from(sources.subList(1, sources.size()), path, version, ours));
  }

  /** Registries keep no build metadata. */
  private static boolean has(PackageIndex index, String version) {
    return index.find(version) >= 0
        || SemVer.parse(version)
            .filter(parsed -> index.find(parsed.withoutBuild().toString()) >= 0)
            .isPresent();
  }
}
