package dev.weir.storage;

/** Content is not what it was expected to be. Nothing was stored. */
public final class IntegrityException extends StorageException {
  public IntegrityException(String message) {
    super(message);
  }

  public IntegrityException(String message, Throwable cause) {
    super(message, cause);
  }
}
