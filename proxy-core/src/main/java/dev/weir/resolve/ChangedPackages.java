package dev.weir.resolve;

import dev.weir.model.RepositoryId;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Packages that have changed since somebody looked, in the repositories that are watched. Any
 * thread may add; one at a time takes.
 */
final class ChangedPackages {
  private final int most;
  private final Set<RepositoryId> watched = ConcurrentHashMap.newKeySet();
  private final Set<PackagePath> changed = ConcurrentHashMap.newKeySet();
  private volatile boolean tooMany;

  /**
   * @param most how many are remembered; of more it is known only that they were too many
   */
  ChangedPackages(int most) {
    this.most = most;
  }

  /** Answers whether it was not watched before: what changes from now on is noticed. */
  boolean watch(RepositoryId repository) {
    return watched.add(repository);
  }

  void add(PackagePath path) {
    if (!watched.contains(path.repository())) {
      return;
    }
    if (changed.size() < most) {
      changed.add(path);
    } else {
      tooMany = true;
    }
  }

  /**
   * Those since the last call; empty if they were too many, and then nothing is watched any more.
   */
  Optional<List<PackagePath>> take() {
    if (tooMany) {
      tooMany = false;
      watched.clear();
      changed.clear();
      return Optional.empty();
    }
    var taken = List.copyOf(changed);
    // Before their records are read: what changes then is here again.
    taken.forEach(changed::remove);
    return Optional.of(taken);
  }
}
