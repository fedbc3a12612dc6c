package dev.weir.storage;

import java.time.Instant;
import java.util.List;

/** Part of a listing; it is the last part if {@code more} is false. */
public record BlobPage(List<Entry> entries, boolean more) {
  public BlobPage {
    entries = List.copyOf(entries);
  }

  /** One blob: its length in bytes and when it was committed. */
  public record Entry(BlobId id, long length, Instant committedAt) {}
}
