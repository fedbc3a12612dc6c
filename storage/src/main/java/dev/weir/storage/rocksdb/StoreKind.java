package dev.weir.storage.rocksdb;

import java.util.Locale;

/** Which of the two stores, and what it promises. */
enum StoreKind {
  /** Every write waits for the disk; if it won't open, nothing does. */
  LEDGER,
  /** Writes are left to the operating system; if it won't open, a new one is begun. */
  CACHE;

  /** Whether an acknowledged write survives a power cut. */
  boolean synced() {
    return this == LEDGER;
  }

  /** Whether losing all of it is better than not starting. */
  boolean expendable() {
    return this == CACHE;
  }

  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT);
  }
}
