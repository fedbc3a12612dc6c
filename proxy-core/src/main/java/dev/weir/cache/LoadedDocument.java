package dev.weir.cache;

import dev.weir.npm.PackageIndex;
import java.time.Instant;
import java.util.Optional;

/**
 * A document with its index in memory. Immutable.
 *
 * @param unstored its bytes, if the store had no room for them
 */
public record LoadedDocument(
    DocumentKey key, DocumentRecord record, PackageIndex index, Optional<HeapSource> unstored) {
  /** The document's content, as hexadecimal SHA-256. */
  public String contentHash() {
    return record.hash();
  }

  public Instant freshUntil() {
    return record.freshUntil();
  }

  LoadedDocument with(DocumentRecord current) {
    return new LoadedDocument(key, current, index, unstored);
  }

  /** Approximate bytes of heap. */
  int weight() {
    long bytes =
        index.weight()
            + 512
            + 24L * record.frames().size()
            + unstored.map(HeapSource::length).orElse(0L);
    return (int) Math.min(Integer.MAX_VALUE, bytes);
  }
}
