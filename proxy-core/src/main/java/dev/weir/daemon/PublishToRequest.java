package dev.weir.daemon;

import dev.weir.catalog.CatalogSnapshot;
import dev.weir.http.Outcome;
import dev.weir.http.ServiceException;
import dev.weir.model.RepositoryId;
import io.netty.handler.codec.http.HttpResponseStatus;
import java.util.Collections;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * The query of {@code POST /weir/v1/publish}: {@code
 * repository=local%2Fdev&repository=local%2Flib&tag=next}.
 *
 * @param repositories one at least, of one domain
 * @param tag {@code latest} if none was given
 */
record PublishToRequest(SortedSet<RepositoryId> repositories, String tag) {
  /** Each takes a copy of the manifest in what is written down first. */
  static final int MOST = 20;

  private static final Set<String> KNOWN = new TreeSet<>(Set.of("repository", "tag"));

  PublishToRequest {
    repositories = Collections.unmodifiableSortedSet(new TreeSet<>(repositories));
  }

  /**
   * Reads it.
   *
   * @throws ServiceException 400 if it cannot be read, 404 if there is no such repository
   */
  static PublishToRequest parse(String query, CatalogSnapshot catalog) {
    var given = Parameters.parse(query, KNOWN);
    var repositories = new TreeSet<RepositoryId>();
    for (var text : given.all("repository")) {
      repositories.add(Parameters.made(text, RepositoryNames::parse));
    }
    check(repositories, catalog);
    return new PublishToRequest(repositories, given.one("tag").orElse("latest"));
  }

  private static void check(SortedSet<RepositoryId> repositories, CatalogSnapshot catalog) {
    if (repositories.isEmpty() || repositories.size() > MOST) {
      throw Parameters.bad(
          "query: %d repositories (expected: 1 to %d, each as repository=DOMAIN/REPOSITORY)"
              .formatted(repositories.size(), MOST));
    }
    var first = repositories.first();
    for (var repository : repositories) {
      if (!repository.domain().equals(first.domain())) {
        throw Parameters.bad(
            "query: %s beside %s (expected: repositories of one domain)"
                .formatted(repository, first));
      } else if (catalog.repository(repository).isEmpty()) {
        throw new ServiceException(
            HttpResponseStatus.NOT_FOUND, Outcome.NOT_FOUND, "repository not found: " + repository);
      }
    }
  }
}
