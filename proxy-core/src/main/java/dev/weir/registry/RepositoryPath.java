package dev.weir.registry;

import dev.weir.model.DomainName;
import dev.weir.model.RepositoryId;
import dev.weir.model.RepositoryName;
import java.util.Optional;

/**
 * {@code /npm/<domain>/<repository>/<rest>}, taken apart. Names are compared as sent: none needs
 * encoding.
 */
record RepositoryPath(RepositoryId repository, String rest) {
  static Optional<RepositoryPath> parse(String path) {
    int domain = NpmRoutes.PREFIX.length();
    int slash = path.indexOf('/', domain);
    if (!path.startsWith(NpmRoutes.PREFIX) || slash < 0) {
      return Optional.empty();
    }
    int end = path.indexOf('/', slash + 1);
    var name = path.substring(slash + 1, end < 0 ? path.length() : end);
    try {
      var repository =
          new RepositoryId(new DomainName(path.substring(domain, slash)), new RepositoryName(name));
      return Optional.of(new RepositoryPath(repository, end < 0 ? "" : path.substring(end + 1)));
    } catch (IllegalArgumentException notNames) {
      return Optional.empty();
    }
  }
}
