package dev.weir.storage;

/** The store's queue is full; the caller may try again later. */
public final class StorageOverloadedException extends StorageException {
  public StorageOverloadedException(String message) {
    super(message);
  }

  public StorageOverloadedException(String message, Throwable cause) {
    super(message, cause);
  }
}
