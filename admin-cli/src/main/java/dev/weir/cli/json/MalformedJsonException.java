package dev.weir.cli.json;

/** Text that is no JSON: what is wrong with it, and in which line. */
public final class MalformedJsonException extends IllegalArgumentException {
  private static final long serialVersionUID = 1L;

  private final int line;

  MalformedJsonException(int line, String message, Throwable cause) {
    super(message, cause);
    this.line = line;
  }

  /** Counted from 1; 0 if it isn't known. */
  public int line() {
    return line;
  }
}
