package dev.weir.search;

import dev.weir.model.PackageName;
import dev.weir.model.RepositoryId;
import java.util.Optional;

/**
 * A package of a repository as the index knows it.
 *
 * @param secret whether no origin may hear its name
 * @param words what it is found by; empty for one that has no version to be shown
 */
public record Findable(
    RepositoryId repository, PackageName name, boolean secret, Optional<PackageWords> words) {
  String id() {
    return id(repository, name);
  }

  static String id(RepositoryId repository, PackageName name) {
    return repository + " " + name;
  }
}
