package dev.weir.catalog;

import dev.weir.model.DomainName;
import dev.weir.model.RepositoryId;
import java.util.Collection;
import java.util.Collections;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** The whole catalog as it was at one moment. Immutable; free to keep and to share. */
public final class CatalogSnapshot {
  private final long epoch;
  private final NavigableMap<DomainName, Domain> domains;

  /** Only what exists gets in here, so it is bounded by the catalog itself. */
  private final Map<RepositoryId, SearchOrder> searchOrders = new ConcurrentHashMap<>();

  CatalogSnapshot(long epoch, Map<DomainName, Domain> domains) {
    this.epoch = epoch;
    this.domains = Collections.unmodifiableNavigableMap(new TreeMap<>(domains));
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
    return domains.values();
  }

  public Optional<Domain> domain(DomainName name) {
    return Optional.ofNullable(domains.get(name));
  }

  public Optional<Repository> repository(RepositoryId id) {
    var domain = domains.get(id.domain());
    return domain == null ? Optional.empty() : domain.repository(id.repository());
  }

  /** The repository's search order, worked out at the first call; empty if there is none of it. */
  public Optional<SearchOrder> searchOrder(RepositoryId id) {
    var known = searchOrders.get(id);
    return known != null ? Optional.of(known) : workOut(id);
  }

  /** What comes after this when {@code name} has become {@code domain}, or is gone. */
  CatalogSnapshot with(DomainName name, @Nullable Domain domain) {
    var next = new TreeMap<>(domains);
    if (domain == null) {
      next.remove(name);
    } else {
      next.put(name, domain);
    }
    return new CatalogSnapshot(epoch + 1, next);
  }

  private Optional<SearchOrder> workOut(RepositoryId id) {
    var domain = domains.get(id.domain());
    if (domain == null || domain.repository(id.repository()).isEmpty()) {
      return Optional.empty();
    }
    var order = SearchOrder.of(domain, id.repository());
    var first = searchOrders.putIfAbsent(id, order);
    return Optional.of(first != null ? first : order);
  }
}
