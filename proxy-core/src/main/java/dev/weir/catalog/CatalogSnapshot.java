package dev.weir.catalog;

import dev.weir.model.DomainName;
import dev.weir.model.RepositoryId;
import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The whole catalog as it was at one moment. Immutable; free to keep and to share. Lookups cost the
 * same however many domains and repositories there are; domains that did not change are shared with
 * the snapshots before, with all that was worked out for them.
 */
public final class CatalogSnapshot {
  private final long epoch;
  private final NavigableMap<DomainName, Domain> domains;
  private final Map<DomainName, DomainIndex> indexes;

  private CatalogSnapshot(
      long epoch, NavigableMap<DomainName, Domain> domains, Map<DomainName, DomainIndex> indexes) {
    this.epoch = epoch;
    this.domains = domains;
    this.indexes = indexes;
  }

  /** The first snapshot of a process. */
  static CatalogSnapshot of(List<Domain> found) {
    var domains = new TreeMap<DomainName, Domain>();
    var indexes = new HashMap<DomainName, DomainIndex>();
    for (var domain : found) {
      domains.put(domain.name(), domain);
      indexes.put(domain.name(), DomainIndex.of(domain, 1, null));
    }
    return new CatalogSnapshot(1, domains, indexes);
  }

  /**
   * Counts the changes since this process started: two equal epochs of one {@link Catalog} are the
   * same snapshot.
   */
  public long epoch() {
    return epoch;
  }

  /** In the order of names. */
  public Collection<Domain> domains() {
    return Collections.unmodifiableCollection(domains.values());
  }

  public Optional<Domain> domain(DomainName name) {
    return Optional.ofNullable(indexes.get(name)).map(DomainIndex::domain);
  }

  public Optional<Repository> repository(RepositoryId id) {
    var index = indexes.get(id.domain());
    return index == null ? Optional.empty() : index.repository(id.repository());
  }

  /** The repository with its search order, worked out at the first call. */
  public Optional<RepositoryView> view(RepositoryId id) {
    return Optional.ofNullable(find(id));
  }

  /** The repository's stamp; -1, which nothing is made for, if there is none of it. */
  public long stamp(RepositoryId id) {
    var view = find(id);
    return view == null ? -1 : view.stamp();
  }

  /** The repository's search order; empty if there is none of it. */
  public Optional<SearchOrder> searchOrder(RepositoryId id) {
    return view(id).map(RepositoryView::order);
  }

  /**
   * The same, if repositories in {@code ends} had neither upstreams nor a connection; worked out
   * anew by each call.
   */
  public Optional<SearchOrder> searchOrder(RepositoryId id, Set<RepositoryId> ends) {
    var index = indexes.get(id.domain());
    return index == null ? Optional.empty() : index.order(id.repository(), ends);
  }

  /**
   * Whether there still is the very repository that there was in {@code earlier}, a snapshot of the
   * same catalog: not another one of its name.
   */
  public boolean stillHas(RepositoryId id, CatalogSnapshot earlier) {
    var born = born(id);
    return born.isPresent() && born.equals(earlier.born(id));
  }

  /** What comes after this when {@code name} has become {@code domain}, or is gone. */
  CatalogSnapshot with(DomainName name, @Nullable Domain domain) {
    var nextDomains = new TreeMap<>(domains);
    var nextIndexes = new HashMap<>(indexes);
    if (domain == null) {
      nextDomains.remove(name);
      nextIndexes.remove(name);
    } else {
      nextDomains.put(name, domain);
      nextIndexes.put(name, DomainIndex.of(domain, epoch + 1, indexes.get(name)));
    }
    return new CatalogSnapshot(epoch + 1, nextDomains, nextIndexes);
  }

  private @Nullable RepositoryView find(RepositoryId id) {
    var index = indexes.get(id.domain());
    return index == null ? null : index.view(id.repository());
  }

  private Optional<Long> born(RepositoryId id) {
    var index = indexes.get(id.domain());
    return index == null ? Optional.empty() : index.born(id.repository());
  }
}
