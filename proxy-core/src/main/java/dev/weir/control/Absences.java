package dev.weir.control;

import dev.weir.catalog.CatalogSnapshot;
import dev.weir.catalog.Domain;
import dev.weir.catalog.Repository;
import dev.weir.model.DomainName;
import dev.weir.model.RepositoryId;

/** Finds domains and repositories, or says in AWS's words that they do not exist. */
final class Absences {
  private final Account account;

  Absences(Account account) {
    this.account = account;
  }

  Domain domain(CatalogSnapshot snapshot, DomainName name) {
    return snapshot.domain(name).orElseThrow(() -> noDomain(name));
  }

  Repository repository(CatalogSnapshot snapshot, RepositoryId id) {
    return domain(snapshot, id.domain())
        .repository(id.repository())
        .orElseThrow(() -> noRepository(id));
  }

  ControlException noDomain(DomainName name) {
    return ControlException.notFound(
        ResourceKind.DOMAIN,
        name.value(),
        "Domain not found. Domain '%s' owned by account '%s' does not exist"
            .formatted(name, account.id()));
  }

  ControlException noRepository(RepositoryId id) {
    return ControlException.notFound(
        ResourceKind.REPOSITORY,
        id.toString(),
        "Repository not found. Repository '%s' in domain '%s' owned by account '%s' does not exist"
            .formatted(id.repository(), id.domain(), account.id()));
  }
}
