package dev.weir.daemon;

import dev.weir.model.RepositoryId;

/** Reads how a repository is written in the extension API: {@code domain/repository}. */
final class RepositoryNames {
  private RepositoryNames() {}

  /**
   * The repository of that name.
   *
   * @throws IllegalArgumentException if it can be none
   */
  static RepositoryId parse(String text) {
    int slash = text.indexOf('/');
    if (slash < 0) {
      throw new IllegalArgumentException(
          "repository: %s (expected: DOMAIN/REPOSITORY)".formatted(text));
    }
    return RepositoryId.of(text.substring(0, slash), text.substring(slash + 1));
  }
}
