package dev.weir.daemon;

/** The daemon cannot start for a reason that its operator can mend: exit 2, without a stack. */
public final class StartException extends RuntimeException {
  public StartException(String message) {
    super(message);
  }

  public StartException(String message, Throwable cause) {
    super(message, cause);
  }
}
