package dev.weir.storage.rocksdb;

import dev.weir.storage.StorageException;
import dev.weir.storage.StorageFullException;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.rocksdb.RocksDBException;
import org.rocksdb.Status;

/** Says in the SPI's words what RocksDB says in its own. */
final class Faults {
  private static final Set<Status.Code> LATCHING =
      Set.of(Status.Code.IOError, Status.Code.Corruption);

  private Faults() {}

  static StorageException of(String store, RocksDBException fault) {
    var message = "%s: %s".formatted(store, fault.getMessage());
    return isFull(fault)
        ? new StorageFullException(message, fault)
        : new StorageException(message, fault);
  }

  static boolean isFull(RocksDBException fault) {
    var status = fault.getStatus();
    return status != null && status.getSubCode() == Status.SubCode.NoSpace;
  }

  static boolean isCorruption(RocksDBException fault) {
    return code(fault) == Status.Code.Corruption;
  }

  /** Whether a call was stopped from the outside. */
  static boolean isInterruption(RocksDBException fault) {
    return code(fault) == Status.Code.Incomplete || code(fault) == Status.Code.Aborted;
  }

  /**
   * Whether a failed write tells of a fault that RocksDB may have latched: it then refuses all
   * further writes until it is opened again.
   */
  static boolean mayBeLatched(RocksDBException fault) {
    var code = code(fault);
    return code != null && LATCHING.contains(code);
  }

  private static Status.@Nullable Code code(RocksDBException fault) {
    var status = fault.getStatus();
    return status == null ? null : status.getCode();
  }
}
