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
    var sources = new ArrayList<Source>();
    for (var name : visits(domain, repository)) {
      var visited = known(domain, name);
      sources.add(new Source.Local(visited.id()));
      visited
          .connection()
          .ifPresent(connection -> sources.add(new Source.External(visited.id(), connection)));
    }
    return new SearchOrder(sources);
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
    var visited = new LinkedHashSet<RepositoryName>();
    var next = new ArrayDeque<RepositoryName>();
    next.push(first);
    while (!next.isEmpty()) {
      var name = next.pop();
      if (visited.add(name)) {
        pushInReverse(next, known(domain, name).upstreams());
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
