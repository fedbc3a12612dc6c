package dev.weir.npm;

/** What was sent as a packument is none. The message says what is wrong, where, what should be. */
public final class MalformedPackumentException extends Exception {
  private static final long serialVersionUID = 1;

  private final long offset;
  private final String problem;
  private final String expected;

  MalformedPackumentException(long offset, String problem, String expected) {
    super("byte %d: %s (expected: %s)".formatted(offset, problem, expected));
    this.offset = offset;
    this.problem = problem;
    this.expected = expected;
  }

  /** The byte at which it was noticed. */
  public long offset() {
    return offset;
  }

  String problem() {
    return problem;
  }

  String expected() {
    return expected;
  }
}
