package dev.weir.cache;

import dev.weir.storage.Expected;
import dev.weir.storage.RecordStore;
import dev.weir.storage.Versioned;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/** The records of stored documents, for a purge; see {@link Documents#purge}. */
final class StoredDocuments {
  private final RecordStore records;

  StoredDocuments(RecordStore records) {
    this.records = records;
  }

  /** Deletes the record, and answers what it said; the blob is left to the {@link Sweeper}. */
  CompletionStage<Optional<DocumentRecord>> drop(DocumentKey key) {
    return records
        .get(CacheTables.DOCUMENTS, key.record())
        .thenCompose(
            found ->
                found.isEmpty()
                    ? CompletableFuture.completedFuture(Optional.empty())
                    : records
                        .delete(CacheTables.DOCUMENTS, key.record(), Expected.ANYTHING)
                        .thenApply(deleted -> found.flatMap(DocumentRecord.FORMAT::decode)));
  }

  /** Makes the document one that nobody is shown before its origin has been asked. */
  CompletionStage<Optional<DocumentRecord>> expire(DocumentKey key) {
    return records
        .get(CacheTables.DOCUMENTS, key.record())
        .thenCompose(
            found ->
                found
                    .flatMap(DocumentRecord.FORMAT::decode)
                    .map(record -> expire(key, found.orElseThrow(), record))
                    .orElseGet(() -> CompletableFuture.completedFuture(Optional.empty())));
  }

  private CompletionStage<Optional<DocumentRecord>> expire(
      DocumentKey key, Versioned found, DocumentRecord record) {
    return records
        .put(
            CacheTables.DOCUMENTS,
            key.record(),
            DocumentRecord.FORMAT.encode(record.expired()),
            Expected.same(found.version()))
        .thenApply(version -> version.map(put -> record));
  }
}
