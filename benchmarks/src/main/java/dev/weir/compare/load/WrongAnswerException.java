package dev.weir.compare.load;

/** A server answered something else than it should have; a comparison is worth nothing then. */
public final class WrongAnswerException extends RuntimeException {
  private static final long serialVersionUID = 1;

  WrongAnswerException(String message) {
    super(message);
  }
}
