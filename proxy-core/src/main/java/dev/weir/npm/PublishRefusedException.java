package dev.weir.npm;

/**
 * What is to be published can be read but not be taken. The message is for who sent it: what is
 * wrong, the value, what was expected.
 */
public final class PublishRefusedException extends Exception {
  private static final long serialVersionUID = 1;

  public PublishRefusedException(String message) {
    super(message);
  }

  /** Of a value that is said back, however long and odd it is. */
  static PublishRefusedException of(String what, String value, String expected) {
    return new PublishRefusedException(
        "%s: %s (expected: %s)".formatted(what, Shown.of(value), expected));
  }
}
