package dev.weir.http;

/**
 * What a {@link Route} does with a request's body. Immutable.
 *
 * @param kind how it gets the body
 * @param limit the longest body in bytes, where it is streamed; others have the server's limit
 */
public record BodyUse(Kind kind, long limit) {
  /** How a handler gets a body. */
  public enum Kind {
    /** Not at all: it is read and thrown away before the handler runs. */
    NONE,
    /** As {@link Request#body}, all of it in memory. */
    WHOLE,
    /** As {@link Request#stream}, while it comes. */
    STREAMED
  }

  static final BodyUse NONE = new BodyUse(Kind.NONE, 0);
  static final BodyUse WHOLE = new BodyUse(Kind.WHOLE, 0);

  public BodyUse {
    if (limit < 0) {
      throw new IllegalArgumentException("limit: %d (expected: at least 0)".formatted(limit));
    }
  }

  /** A body of at most {@code limit} bytes, as it comes; a longer one fails the stream with 413. */
  static BodyUse streamed(long limit) {
    return new BodyUse(Kind.STREAMED, limit);
  }
}
