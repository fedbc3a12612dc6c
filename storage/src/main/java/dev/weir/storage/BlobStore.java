package dev.weir.storage;

import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletionStage;

/**
 * Immutable bytes by content address. Written once, verified, then only read or deleted.
 *
 * <p>No method blocks. Stages complete on the store's own threads; they fail with {@link
 * StorageException}: {@link StorageClosedException} after {@link Store#closeAsync}, {@link
 * StorageOverloadedException} when the queue is full, {@link StorageFullException} when there is no
 * room.
 */
public interface BlobStore {
  /** Opens a blob for reading, or answers empty if it isn't here. The receiver closes it. */
  CompletionStage<Optional<BlobReader>> open(BlobId id);

  /**
   * Starts a blob that nobody can see until {@link BlobWriter#commit}. The receiver closes it.
   *
   * @param digests what the commit will be asked to check, beside the SHA-512 that every blob has;
   *     a digest that is checked but not named here costs a second reading
   */
  CompletionStage<BlobWriter> create(Set<DigestAlgorithm> digests);

  /** Deletes a blob, or answers false if it wasn't here. Readers already open stay good. */
  CompletionStage<Boolean> delete(BlobId id);

  /** Blobs in the order of their ids, at most {@code limit}, that come after {@code after}. */
  CompletionStage<BlobPage> list(Optional<BlobId> after, int limit);

  /** What is held now. Cheap: no I/O. */
  BlobUsage usage();

  /**
   * Gives the disk what deleted blobs held, as far as the store must be told to. Completes when it
   * is done; concurrent calls share one run.
   */
  CompletionStage<Void> reclaim();
}
