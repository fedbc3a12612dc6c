package dev.weir.storage;

/** The folder was written in a format that this version cannot open. */
public final class StoreFormatException extends StorageException {
  public StoreFormatException(String message) {
    super(message);
  }

  public StoreFormatException(String message, Throwable cause) {
    super(message, cause);
  }
}
