package dev.weir.storage;

/** A store could not do what it was asked, for a reason that its subclass names. */
public class StorageException extends RuntimeException {
  public StorageException(String message) {
    super(message);
  }

  public StorageException(String message, Throwable cause) {
    super(message, cause);
  }
}
