package dev.weir.storage;

import java.util.Optional;
import java.util.concurrent.CompletionStage;

/**
 * Small mutable values by key. The only atomic step is a compare-and-set of one key, so that an
 * object store can implement it with conditional writes.
 *
 * <p>No method blocks; stages complete on the store's own threads and fail as those of {@link
 * BlobStore} do. A table that wasn't declared at the opening is an {@link
 * IllegalArgumentException}.
 */
public interface RecordStore {
  CompletionStage<Optional<Versioned>> get(Table table, Key key);

  /**
   * Puts {@code value}, which is copied, if {@code expected} holds. Answers the new version, or
   * empty if it did not hold. Completes when the record is as durable as its store promises.
   */
  CompletionStage<Optional<Version>> put(Table table, Key key, byte[] value, Expected expected);

  /** Deletes if {@code expected} holds and there is a value; answers whether it did. */
  CompletionStage<Boolean> delete(Table table, Key key, Expected expected);

  /**
   * Records whose keys start with the parts of {@code prefix}, in key order, from {@code from} on
   * (inclusive) if given, at most {@code limit}, and fewer once their values come to {@link
   * RecordPage#FULL} bytes: however long records are, little of a table is in memory at a time.
   * What changes between two parts of a scan may or may not be seen; what stands still is seen
   * exactly once.
   */
  CompletionStage<RecordPage> scan(Table table, Key prefix, Optional<Key> from, int limit);
}
