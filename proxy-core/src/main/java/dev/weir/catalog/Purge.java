package dev.weir.catalog;

import dev.weir.model.RepositoryId;
import java.util.Collection;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/**
 * Deletes the packages of deleted repositories. The catalog, which knows no packages, tells it of
 * deletions and waits for it where a name is wanted again.
 */
public interface Purge {
  /** Leaves everything to whoever reads {@link Domain#purging} later. */
  Purge NONE =
      new Purge() {
        @Override
        public void begin(RepositoryId deleted) {}

        @Override
        public CompletionStage<Void> settled(Collection<RepositoryId> deleted) {
          return CompletableFuture.completedStage(null);
        }
      };

  /**
   * Begins to delete the packages of a repository that has just been deleted. At the end the
   * repository is taken out of {@link Domain#purging}. Called while a change has its turn: must not
   * wait, and must not throw.
   */
  void begin(RepositoryId deleted);

  /** Completes once nothing is left of all these, or when that takes too long; never fails. */
  CompletionStage<Void> settled(Collection<RepositoryId> deleted);
}
