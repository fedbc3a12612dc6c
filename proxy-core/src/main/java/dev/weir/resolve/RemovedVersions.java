package dev.weir.resolve;

import dev.weir.catalog.CatalogSnapshot;
import dev.weir.model.DomainName;
import dev.weir.storage.Key;
import dev.weir.storage.RecordPage;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;

/** Lists the retained versions whose origin has removed them. */
public final class RemovedVersions {
  private static final int PAGE = 1000;

  private final LocalVersions local;
  private final int most;
  private final List<Removed> found = new ArrayList<>();

  private RemovedVersions(LocalVersions local, int most) {
    this.local = local;
    this.most = most;
  }

  /**
   * One of them.
   *
   * @param repository as {@code domain/repository}
   * @param packageName the package's
   * @param since when it was noticed, epoch milliseconds
   */
  public record Removed(
      String repository, String packageName, String version, String connection, long since) {}

  /**
   * Those of all repositories, by name.
   *
   * @param most how many to list
   * @param executor reads a page in a task
   */
  public static CompletionStage<List<Removed>> of(
      LocalVersions local, CatalogSnapshot catalog, int most, Executor executor) {
    var listing = new RemovedVersions(local, most);
    var domains = catalog.domains().stream().map(domain -> domain.name()).toList();
    return listing.from(domains, executor).thenApply(nothing -> List.copyOf(listing.found));
  }

  private CompletionStage<Void> from(List<DomainName> domains, Executor executor) {
    return domains.isEmpty() || found.size() >= most
        ? CompletableFuture.completedFuture(null)
        : PageWalk.over(from -> page(domains.get(0), from), this::look, executor)
            .thenCompose(done -> from(domains.subList(1, domains.size()), executor));
  }

  private CompletionStage<RecordPage> page(DomainName domain, Optional<Key> from) {
    return local.versions(domain, from, PAGE);
  }

  private CompletionStage<Boolean> look(RecordPage page) {
    for (var entry : page.entries()) {
      VersionRecord.FORMAT
          .decode(entry.record())
          .filter(version -> version.removedAt().isPresent() && found.size() < most)
          .ifPresent(version -> found.add(removed(entry.key().parts(), version)));
    }
    return CompletableFuture.completedFuture(found.size() < most);
  }

  private static Removed removed(List<String> key, VersionRecord version) {
    return new Removed(
        key.get(0) + "/" + key.get(1),
        key.get(2),
        version.version(),
        version.connection(),
        version.removedAt().orElse(0L));
  }
}
