package dev.weir.cli.lockfile;

/** A file that is no lockfile: what is wrong with it, what was expected, and in which line. */
final class MalformedLockfileException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final int line;

  /**
   * One.
   *
   * @param line counted from 1; 0 if it isn't known
   */
  MalformedLockfileException(int line, String message) {
    super(message);
    this.line = line;
  }

  int line() {
    return line;
  }
}
