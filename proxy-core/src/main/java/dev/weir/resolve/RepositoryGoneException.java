package dev.weir.resolve;

import dev.weir.model.RepositoryId;

/** A repository that was deleted since the request to it came. Stackless: no defect. */
public final class RepositoryGoneException extends RuntimeException {
  private final RepositoryId repository;

  RepositoryGoneException(RepositoryId repository) {
    super("repository %s was deleted".formatted(repository), null, false, false);
    this.repository = repository;
  }

  public RepositoryId repository() {
    return repository;
  }
}
