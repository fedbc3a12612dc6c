package dev.weir.resolve;

/**
 * What became of a publish, or of another change that a client of npm asked for.
 *
 * @param words for the client, where it was refused
 */
public record PublishOutcome(Kind kind, String words) {
  /** The ways in which it can end. */
  public enum Kind {
    /** It is done, and on disk. */
    DONE,
    /** It was so before. */
    UNCHANGED,
    /** Somebody else was first, or the version is taken. */
    CONFLICT,
    /** A policy of the repository forbids it. */
    DENIED,
    /** What is to be changed is not there. */
    ABSENT,
    /** What was sent is wrong. */
    INVALID,
    /** What was sent is too large. */
    TOO_LARGE
  }

  static final PublishOutcome DONE = new PublishOutcome(Kind.DONE, "");
  static final PublishOutcome UNCHANGED = new PublishOutcome(Kind.UNCHANGED, "");

  static PublishOutcome conflict(String words) {
    return new PublishOutcome(Kind.CONFLICT, words);
  }

  static PublishOutcome denied(String words) {
    return new PublishOutcome(Kind.DENIED, words);
  }

  static PublishOutcome absent(String words) {
    return new PublishOutcome(Kind.ABSENT, words);
  }

  static PublishOutcome invalid(String words) {
    return new PublishOutcome(Kind.INVALID, words);
  }

  static PublishOutcome tooLarge(String words) {
    return new PublishOutcome(Kind.TOO_LARGE, words);
  }
}
