package dev.weir.testing.server;

/**
 * How a body ends.
 *
 * @param after the body bytes that go out first; a shorter body goes out whole and then ends so
 */
record Ending(Kind kind, int after) {
  static final Ending COMPLETE = new Ending(Kind.COMPLETE, Integer.MAX_VALUE);

  enum Kind {
    /** As HTTP wants it. */
    COMPLETE,
    /** By FIN, without the rest and without the final chunk. */
    CUT,
    /** By RST. */
    RESET,
    /** Not at all: the connection stays open and silent. */
    STALL
  }
}
