package dev.weir.catalog;

import dev.weir.catalog.CatalogException.Kind;
import dev.weir.model.RepositoryName;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * What must hold between the repositories of a domain, checked as a whole after each change: one
 * edge can make the search of a repository far downstream too long.
 */
public final class DomainRules {
  public static final int MAX_UPSTREAMS = 10;

  private DomainRules() {}

  /** Throws {@link CatalogException} for the first rule that is broken. */
  static void check(Domain domain) {
    for (var repository : domain.repositories().values()) {
      checkEdges(domain, repository);
    }
    for (var repository : domain.repositories().values()) {
      checkSearch(domain, repository);
    }
    new CycleCheck(domain).run();
  }

  private static void checkEdges(Domain domain, Repository repository) {
    var upstreams = repository.upstreams();
    if (upstreams.size() > MAX_UPSTREAMS) {
      throw refused(
          Kind.TOO_MANY_UPSTREAMS,
          repository,
          "%d (expected: <= %d)".formatted(upstreams.size(), MAX_UPSTREAMS));
    }
    if (repository.connection().isPresent() && !upstreams.isEmpty()) {
      throw refused(
          Kind.CONNECTION_AND_UPSTREAMS,
          repository,
          "%s (expected: none, since it has the external connection %s)"
              .formatted(upstreams, repository.connection().get()));
    }
    checkNames(domain, repository);
  }

  private static void checkNames(Domain domain, Repository repository) {
    var seen = new HashSet<RepositoryName>();
    for (var upstream : repository.upstreams()) {
      if (domain.repository(upstream).isEmpty()) {
        throw refused(
            Kind.UNKNOWN_UPSTREAM,
            repository,
            "%s (expected: a repository of domain %s)".formatted(upstream, domain.name()));
      }
      if (!seen.add(upstream)) {
        throw refused(
            Kind.DUPLICATE_UPSTREAM, repository, "%s twice (expected: once)".formatted(upstream));
      }
    }
  }

  private static void checkSearch(Domain domain, Repository repository) {
    int length = SearchOrder.of(domain, repository.name()).repositories().size();
    if (length > SearchOrder.MAX_REPOSITORIES) {
      throw refused(
          Kind.SEARCH_TOO_LONG,
          repository,
          "lead through %d repositories, itself included (expected: <= %d)"
              .formatted(length, SearchOrder.MAX_REPOSITORIES));
    }
  }

  private static CatalogException refused(Kind kind, Repository repository, String problem) {
    return new CatalogException(
        kind,
        repository.id().toString(),
        "upstreams of %s: %s".formatted(repository.id(), problem));
  }

  /** Follows every edge once. Recursive, since the search's length is known to be small by then. */
  private static final class CycleCheck {
    private final Domain domain;
    private final Set<RepositoryName> clear = new HashSet<>();
    private final LinkedHashSet<RepositoryName> path = new LinkedHashSet<>();

    CycleCheck(Domain domain) {
      this.domain = domain;
    }

    void run() {
      domain.repositories().values().forEach(this::visit);
    }

    private void visit(Repository repository) {
      if (clear.contains(repository.name())) {
        return;
      }
      if (!path.add(repository.name())) {
        throw refused(
            Kind.CYCLE, repository, "%s (expected: no cycle)".formatted(around(repository.name())));
      }
      for (var upstream : repository.upstreams()) {
        domain.repository(upstream).ifPresent(this::visit);
      }
      path.remove(repository.name());
      clear.add(repository.name());
    }

    /** {@code a -> b -> a} of the path {@code x, a, b}, which has come back to {@code a}. */
    private String around(RepositoryName meeting) {
      var names = List.copyOf(path);
      return names.subList(names.indexOf(meeting), names.size()).stream()
          .map(name -> name + " -> ")
          .collect(Collectors.joining("", "", meeting.value()));
    }
  }
}
