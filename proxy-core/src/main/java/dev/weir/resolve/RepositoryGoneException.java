package dev.weir.resolve;

import dev.weir.model.RepositoryId;

/** A repository that was deleted since the request to it came. Stackless: no defect. */
final class RepositoryGoneException extends RuntimeException {
  RepositoryGoneException(RepositoryId repository) {
    super("repository %s was deleted".formatted(repository), null, false, false);
  }
}
