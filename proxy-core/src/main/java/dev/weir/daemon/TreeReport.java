package dev.weir.daemon;

import dev.weir.catalog.CatalogSnapshot;
import dev.weir.model.ConnectionName;
import dev.weir.model.RepositoryName;
import dev.weir.registry.NpmRoutes;
import java.util.List;
import java.util.Optional;

/** The answer of {@code /weir/v1/tree}: all domains and repositories in the order of names. */
record TreeReport(List<Domain> domains) {
  /** A domain. */
  record Domain(String name, List<Repository> repositories) {}

  /**
   * A repository.
   *
   * @param endpoint what npm clients use, as this client reaches the daemon
   */
  record Repository(
      String name,
      String description,
      List<String> upstreams,
      Optional<String> externalConnection,
      String endpoint) {}

  /**
   * Of the whole catalog.
   *
   * @param base the scheme and authority that the client used, without a trailing slash
   */
  static TreeReport of(CatalogSnapshot catalog, String base) {
    return new TreeReport(catalog.domains().stream().map(domain -> of(domain, base)).toList());
  }

  private static Domain of(dev.weir.catalog.Domain domain, String base) {
    return new Domain(
        domain.name().value(),
        domain.repositories().values().stream().map(one -> of(one, base)).toList());
  }

  private static Repository of(dev.weir.catalog.Repository repository, String base) {
    return new Repository(
        repository.name().value(),
        repository.description(),
        repository.upstreams().stream().map(RepositoryName::value).toList(),
        repository.connection().map(ConnectionName::value),
        base + NpmRoutes.PREFIX + repository.id() + "/");
  }
}
