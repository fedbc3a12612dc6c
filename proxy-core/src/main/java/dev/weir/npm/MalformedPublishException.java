package dev.weir.npm;

/**
 * What was sent as a publish document is none. The message is for who sent it: what is wrong, at
 * which byte, what was expected.
 */
public final class MalformedPublishException extends Exception {
  private static final long serialVersionUID = 1;

  private final long offset;

  MalformedPublishException(long offset, String problem, String expected) {
    super("byte %d: %s (expected: %s)".formatted(offset, problem, expected));
    this.offset = offset;
  }

  /** The byte at which it was noticed, counted from the document's first. */
  public long offset() {
    return offset;
  }
}
