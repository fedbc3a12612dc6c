package dev.weir.daemon;

import dev.weir.catalog.CatalogSnapshot;
import dev.weir.http.Outcome;
import dev.weir.http.ServiceException;
import dev.weir.model.DomainName;
import dev.weir.model.PackageName;
import dev.weir.npm.VersionRange;
import dev.weir.resolve.WhoHas;
import io.netty.handler.codec.http.HttpResponseStatus;
import java.util.Set;
import java.util.TreeSet;

/** The query of {@code GET /weir/v1/who-has}: {@code package=lodash&range=%5E4&domain=local}. */
final class WhoHasRequest {
  private static final Set<String> KNOWN =
      new TreeSet<>(Set.of("package", "range", "domain", "from"));

  private WhoHasRequest() {}

  /**
   * Reads it.
   *
   * @throws ServiceException 400 if it cannot be read, 404 if there is no such domain
   */
  static WhoHas.Question parse(String query, CatalogSnapshot catalog) {
    var given = Parameters.parse(query, KNOWN);
    var domain = given.one("domain", DomainName::new);
    if (domain.isPresent() && catalog.domain(domain.get()).isEmpty()) {
      throw new ServiceException(
          HttpResponseStatus.NOT_FOUND,
          Outcome.NOT_FOUND,
          "domain not found: %s".formatted(domain.get()));
    }
    return new WhoHas.Question(
        given.needed("package", PackageName::new),
        given.one("range", WhoHasRequest::range),
        domain,
        given.one("from", RepositoryNames::parse));
  }

  private static VersionRange range(String text) {
    return VersionRange.parse(text)
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    "range: %s (expected: one of npm's, such as ^1.2.0 or >=1 <3)"
                        .formatted(text)));
  }
}
