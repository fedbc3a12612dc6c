package dev.weir.storage;

/** The store has been closed, or is closing. */
public final class StorageClosedException extends StorageException {
  public StorageClosedException(String message) {
    super(message);
  }

  public StorageClosedException(String message, Throwable cause) {
    super(message, cause);
  }
}
