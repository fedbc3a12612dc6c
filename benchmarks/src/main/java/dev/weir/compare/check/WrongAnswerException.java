package dev.weir.compare.check;

/** A server that sent something else than it must: whatever it was measured at is worth nothing. */
public final class WrongAnswerException extends RuntimeException {
  private static final long serialVersionUID = 1;

  public WrongAnswerException(String peer, String target, String expected, String got) {
    super("%s: %s: %s (expected: %s)".formatted(peer, target, got, expected));
  }
}
