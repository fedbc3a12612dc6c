package dev.weir.resolve;

import dev.weir.catalog.Source;
import dev.weir.model.PackageName;
import dev.weir.model.RepositoryId;

/** Names a package in a repository. */
public record PackagePath(RepositoryId repository, PackageName name) {
  Source source() {
    return new Source.Local(repository);
  }
}
