package dev.weir.catalog;

import dev.weir.catalog.CatalogException.Kind;
import dev.weir.config.QuotaSettings;
import dev.weir.model.RepositoryName;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * What must hold between the repositories of a domain, checked as a whole after each change: one
 * edge can make the search of a repository far downstream too long.
 *
 * <p>A quota is broken only by what grows: after it was lowered, what is beyond it stays, and may
 * shrink.
 */
final class DomainRules {
  private final @Nullable Domain before;
  private final Domain domain;
  private final QuotaSettings quotas;

  private DomainRules(@Nullable Domain before, Domain domain, QuotaSettings quotas) {
    this.before = before;
    this.domain = domain;
    this.quotas = quotas;
  }

  /**
   * Throws {@link CatalogException} for the first rule that is broken.
   *
   * @param before what the domain was before the change; {@code null} if it is new
   */
  static void check(@Nullable Domain before, Domain after, QuotaSettings quotas) {
    new DomainRules(before, after, quotas).check();
  }

  /** The same for a domain that was stored: whatever quotas there may have been then. */
  static void checkStored(Domain domain) {
    check(null, domain, QuotaSettings.HIGHEST);
  }

  private void check() {
    checkCount();
    for (var repository : domain.repositories().values()) {
      checkEdges(repository);
    }
    for (var repository : domain.repositories().values()) {
      checkSearch(repository);
    }
    new CycleCheck(domain).run();
  }

  private void checkCount() {
    int count = domain.repositories().size();
    int earlier = before == null ? 0 : before.repositories().size();
    if (count > quotas.repositoriesPerDomain() && count > earlier) {
      throw new CatalogException(
          Kind.TOO_MANY_REPOSITORIES,
          domain.name().value(),
          "repositories of domain %s: %d (expected: <= %d)"
              .formatted(domain.name(), count, quotas.repositoriesPerDomain()));
    }
  }

  private void checkEdges(Repository repository) {
    var upstreams = repository.upstreams();
    if (upstreams.size() > quotas.upstreams() && upstreams.size() > upstreamsBefore(repository)) {
      throw refused(
          Kind.TOO_MANY_UPSTREAMS,
          repository,
          "%d (expected: <= %d)".formatted(upstreams.size(), quotas.upstreams()));
    }
    if (repository.connection().isPresent() && !upstreams.isEmpty()) {
      throw refused(
          Kind.CONNECTION_AND_UPSTREAMS,
          repository,
          "%s (expected: none, since it has the external connection %s)"
              .formatted(upstreams, repository.connection().get()));
    }
    checkNames(repository);
  }

  private int upstreamsBefore(Repository repository) {
    return before == null
        ? 0
        : before.repository(repository.name()).map(r -> r.upstreams().size()).orElse(0);
  }

  private void checkNames(Repository repository) {
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

  private void checkSearch(Repository repository) {
    int length = searched(domain, repository);
    if (length > quotas.searched() && length > searchedBefore(repository)) {
      throw refused(
          Kind.SEARCH_TOO_LONG,
          repository,
          "lead through %d repositories, itself included (expected: <= %d)"
              .formatted(length, quotas.searched()));
    }
  }

  private int searchedBefore(Repository repository) {
    return before == null
        ? 0
        : before.repository(repository.name()).map(r -> searched(before, r)).orElse(0);
  }

  private static int searched(Domain domain, Repository repository) {
    return SearchOrder.visits(domain, repository.name()).size();
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
