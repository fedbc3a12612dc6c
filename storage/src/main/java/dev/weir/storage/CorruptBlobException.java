package dev.weir.storage;

/** A stored blob no longer is what was written; to be dropped and fetched again. */
public final class CorruptBlobException extends StorageException {
  public CorruptBlobException(String message) {
    super(message);
  }

  public CorruptBlobException(String message, Throwable cause) {
    super(message, cause);
  }
}
