package dev.weir.storage;

/** Another process has the folder open. */
public final class StoreLockedException extends StorageException {
  public StoreLockedException(String message) {
    super(message);
  }

  public StoreLockedException(String message, Throwable cause) {
    super(message, cause);
  }
}
