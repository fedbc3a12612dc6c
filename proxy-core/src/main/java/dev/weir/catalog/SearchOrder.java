package dev.weir.catalog;

import dev.weir.model.ConnectionName;
import dev.weir.model.RepositoryId;
import dev.weir.model.RepositoryName;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Where a repository's answers are looked for, first asked first.
 *
 * <p>Depth first, as CodeArtifact does it: the repository itself, then each upstream followed by
 * all of its own upstreams, each repository once; an external connection right after the repository
 * that holds it. {@code app -> [a, b], a -> [c, d], d -> [e]} gives {@code app, a, c, d, e, b}.
 *
 * @param sources the first is the repository that was addressed
 */
public record SearchOrder(List<Source> sources) {
  public SearchOrder {
    sources = List.copyOf(sources);
    if (sources.isEmpty() || !(sources.get(0) instanceof Source.Local)) {
      throw new IllegalArgumentException(
          "sources: %s (expected: a local one first)".formatted(sources));
    }
  }

  /**
   * The order for a repository of {@code domain}, all of whose upstreams must be known. Ends on
   * cycles too.
   */
  static SearchOrder of(Domain domain, RepositoryName repository) {
    return of(domain, repository, Set.of());
  }

  /**
   * The same, if repositories in {@code ends} had neither upstreams nor a connection. One that is
   * reached past them all the same is in it.
   */
  static SearchOrder of(Domain domain, RepositoryName repository, Set<RepositoryId> ends) {
    var sources = new ArrayList<Source>();
    for (var name : visits(domain, repository, ends)) {
      var visited = known(domain, name);
      sources.add(new Source.Local(visited.id()));
      visited
          .connection()
          .filter(connection -> !ends.contains(visited.id()))
          .ifPresent(connection -> sources.add(new Source.External(visited.id(), connection)));
    }
    return new SearchOrder(sources);
  }

  /** The same repositories, and nothing outside. */
  public SearchOrder withoutConnections() {
    return new SearchOrder(sources.stream().filter(Source.Local.class::isInstance).toList());
  }

  /** The repository that was addressed, alone. */
  public SearchOrder onlyLocal() {
    return new SearchOrder(List.of(sources.get(0)));
  }

  /** The repository that was addressed. */
  public RepositoryId repository() {
    return ((Source.Local) sources.get(0)).repository();
  }

  public List<RepositoryId> repositories() {
    return sources.stream()
        .filter(Source.Local.class::isInstance)
        .map(source -> ((Source.Local) source).repository())
        .toList();
  }

  /** The connections, first asked first, each once. */
  public List<ConnectionName> connections() {
    return sources.stream()
        .filter(Source.External.class::isInstance)
        .map(source -> ((Source.External) source).connection())
        .distinct()
        .toList();
  }

  /** The source that {@code connection}, which must be in this order, is. */
  public Source external(ConnectionName connection) {
    return new Source.External(holderOf(connection).orElseThrow(), connection);
  }

  /**
   * The repository through which {@code connection} is reached: what comes from there is retained
   * in it. The first, if several hold it.
   */
  public Optional<RepositoryId> holderOf(ConnectionName connection) {
    for (var source : sources) {
      if (source instanceof Source.External external && external.connection().equals(connection)) {
        return Optional.of(external.holder());
      }
    }
    return Optional.empty();
  }

  /** A stack, not a recursion: a chain in a record on disk may be of any length. */
  static Set<RepositoryName> visits(Domain domain, RepositoryName first) {
    return visits(domain, first, Set.of());
  }

  private static Set<RepositoryName> visits(
      Domain domain, RepositoryName first, Set<RepositoryId> ends) {
    var visited = new LinkedHashSet<RepositoryName>();
    var next = new ArrayDeque<RepositoryName>();
    next.push(first);
    while (!next.isEmpty()) {
      var name = next.pop();
      var repository = known(domain, name);
      if (visited.add(name) && !ends.contains(repository.id())) {
        pushInReverse(next, repository.upstreams());
      }
    }
    return visited;
  }

  private static void pushInReverse(ArrayDeque<RepositoryName> stack, List<RepositoryName> names) {
    for (int i = names.size() - 1; i >= 0; i--) {
      stack.push(names.get(i));
    }
  }

  private static Repository known(Domain domain, RepositoryName name) {
    return domain
        .repository(name)
        .orElseThrow(() -> CatalogException.unknown(new RepositoryId(domain.name(), name)));
  }
}
