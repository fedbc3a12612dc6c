package dev.weir.storage;

/** No room is left above the configured reserve; reading goes on. */
public final class StorageFullException extends StorageException {
  public StorageFullException(String message) {
    super(message);
  }

  public StorageFullException(String message, Throwable cause) {
    super(message, cause);
  }
}
