package dev.weir.storage;

import java.util.List;
import java.util.Optional;

/** Part of a scan; {@code next} is where the following part begins, empty after the last. */
public record RecordPage(List<Entry> entries, Optional<Key> next) {
  /** A part ends with the record with which its values come to this many bytes. */
  public static final int FULL = 1 << 20;

  public RecordPage {
    entries = List.copyOf(entries);
  }

  /** One record. */
  public record Entry(Key key, Versioned record) {}
}
