package dev.weir.catalog;

import dev.weir.model.RepositoryId;
import dev.weir.model.RepositoryName;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A domain as requests look things up in it: by hash, with each repository's view worked out at the
 * first call. Immutable but for that; shared by all snapshots in which the domain is the same, so
 * that a change elsewhere costs nothing here.
 *
 * <p>How stamps are right: a repository knows the epoch since which its identity and its edges have
 * been what they are, and a stamp is the greatest of these along the search order. An order can
 * only change by an edge of a repository in it, or with a repository in it made anew; either gives
 * that repository an epoch greater than any before.
 */
final class DomainIndex {
  private final Domain domain;
  private final Map<RepositoryName, Entry> entries;

  private DomainIndex(Domain domain, Map<RepositoryName, Entry> entries) {
    this.domain = domain;
    this.entries = entries;
  }

  /**
   * @param epoch of the snapshot that this is made for
   * @param before the same domain in the snapshot before, if it was there
   */
  static DomainIndex of(Domain domain, long epoch, @Nullable DomainIndex before) {
    var entries = new HashMap<RepositoryName, Entry>(2 * domain.repositories().size());
    for (var repository : domain.repositories().values()) {
      var earlier = before == null ? null : before.entries.get(repository.name());
      entries.put(repository.name(), Entry.of(repository, epoch, earlier));
    }
    return new DomainIndex(domain, entries);
  }

  Domain domain() {
    return domain;
  }

  Optional<Repository> repository(RepositoryName name) {
    return Optional.ofNullable(entries.get(name)).map(entry -> entry.repository);
  }

  /** The repository's view; {@code null} if there is none of it. */
  @Nullable RepositoryView view(RepositoryName name) {
    var entry = entries.get(name);
    if (entry == null) {
      return null;
    }
    var known = entry.view;
    return known != null ? known : workOut(entry);
  }

  /** The repository's search order with {@code ends}; empty if there is none of it. */
  Optional<SearchOrder> order(RepositoryName name, Set<RepositoryId> ends) {
    return repository(name).map(repository -> SearchOrder.of(domain, repository.name(), ends));
  }

  /** Since which epoch there has been this very repository; empty if there is none. */
  Optional<Long> born(RepositoryName name) {
    return Optional.ofNullable(entries.get(name)).map(entry -> entry.born);
  }

  private RepositoryView workOut(Entry entry) {
    var order = SearchOrder.of(domain, entry.repository.name());
    long stamp = RepositoryView.NO_STAMP;
    for (var searched : order.repositories()) {
      var other = entries.get(searched.repository());
      stamp = Math.max(stamp, other == null ? stamp : other.connectedSince);
    }
    var view = new RepositoryView(entry.repository, order, stamp);
    entry.view = view;
    return view;
  }

  private static final class Entry {
    private final Repository repository;
    private final long born;
    private final long connectedSince;

    /** Whoever works it out first; all work out the same. */
    private volatile @Nullable RepositoryView view;

    private Entry(Repository repository, long born, long connectedSince) {
      this.repository = repository;
      this.born = born;
      this.connectedSince = connectedSince;
    }

    static Entry of(Repository repository, long epoch, @Nullable Entry earlier) {
      if (earlier == null || !earlier.repository.createdAt().equals(repository.createdAt())) {
        return new Entry(repository, epoch, epoch);
      }
      boolean sameEdges =
          earlier.repository.upstreams().equals(repository.upstreams())
              && earlier.repository.connection().equals(repository.connection());
      return new Entry(repository, earlier.born, sameEdges ? earlier.connectedSince : epoch);
    }
  }
}
