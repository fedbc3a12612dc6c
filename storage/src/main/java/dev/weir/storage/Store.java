package dev.weir.storage;

import dev.weir.io.AsyncCloseable;
import java.util.Map;
import java.util.Optional;

/** Blobs and records that open, flush and close together. */
public interface Store extends AsyncCloseable {
  /** {@code ledger} or {@code cache}: for messages and metrics. */
  String name();

  BlobStore blobs();

  RecordStore records();

  /** Why new content is refused just now, in words for an operator; empty when all is well. */
  Optional<String> trouble();

  /** Figures of the engine by their metric-style names, such as {@code block-cache-bytes}. */
  Map<String, Long> statistics();
}
