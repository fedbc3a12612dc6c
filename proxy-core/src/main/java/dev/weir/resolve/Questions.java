package dev.weir.resolve;

import dev.weir.cache.Answers;
import dev.weir.cache.CpuPool;
import dev.weir.cache.Documents;
import dev.weir.catalog.Catalog;
import dev.weir.catalog.SearchOrder;
import dev.weir.catalog.Source;
import dev.weir.config.SearchSettings;
import dev.weir.model.PackageName;
import dev.weir.model.RepositoryId;
import dev.weir.npm.BulkAudit;
import dev.weir.policy.PrivateScopes;
import dev.weir.search.SearchQuery;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.CompletionStage;

/**
 * What a repository's connections are asked beside packuments and tarballs: advisories, signing
 * keys, attestations, searches. Answers are JSON objects as they came. Stages complete on any
 * thread.
 */
public final class Questions {
  private final Catalog catalog;
  private final Audits audits;
  private final Keys keys;
  private final Attestations attestations;
  private final Searches searches;

  /** What questions use. */
  public record Parts(
      Catalog catalog,
      PrivateScopes privateScopes,
      LocalVersions local,
      Documents documents,
      Answers answers,
      SearchSettings search,
      CpuPool cpu,
      InstantSource clock) {}

  public Questions(Parts parts) {
    var orders = new OpenOrders(parts.catalog(), parts.local(), parts.privateScopes());
    var confidants = new Confidants(orders, parts.documents(), parts.local());
    this.catalog = parts.catalog();
    this.audits = new Audits(parts.answers(), confidants, parts.cpu());
    this.keys = new Keys(parts.answers(), parts.cpu());
    this.attestations =
        new Attestations(parts.answers(), orders, confidants, parts.documents(), parts.local());
    this.searches =
        new Searches(
            parts.answers(),
            new OwnSearch(
                parts.local(),
                orders,
                parts.privateScopes(),
                new OwnIndex(parts.local(), parts.search().maxIndexed()),
                parts.cpu()),
            orders,
            new OpenHits(orders, parts.cpu()),
            new StoredSearch(
                orders,
                parts.documents(),
                parts.local(),
                parts.search(),
                parts.cpu(),
                parts.clock()),
            parts.search(),
            parts.clock());
  }

  /** Advisories about what an audit names. */
  public CompletionStage<Resolution<byte[]>> audit(RepositoryId repository, BulkAudit audit) {
    return audits.of(order(repository), audit);
  }

  /** The keys that signatures in the repository's packuments are made with. */
  public CompletionStage<Resolution<byte[]>> keys(RepositoryId repository) {
    return keys.of(order(repository));
  }

  /** What is attested about a version. */
  public CompletionStage<Resolution<byte[]>> attestations(
      RepositoryId repository, PackageName name, String version) {
    return attestations.of(order(repository), name, version);
  }

  /** Packages that a text finds. */
  public CompletionStage<Resolution<byte[]>> search(RepositoryId repository, SearchQuery query) {
    return searches.of(order(repository), query);
  }

  /** A repository that was deleted since the caller looked has nobody to ask. */
  private SearchOrder order(RepositoryId repository) {
    return catalog
        .snapshot()
        .searchOrder(repository)
        .orElseGet(() -> new SearchOrder(List.of(new Source.Local(repository))));
  }
}
