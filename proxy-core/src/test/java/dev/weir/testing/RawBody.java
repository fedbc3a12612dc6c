package dev.weir.testing;

/**
 * What came of a body, without the framing.
 *
 * @param end how it ended
 */
// Never compared as a whole.
@SuppressWarnings("ArrayRecordComponent")
public record RawBody(byte[] bytes, End end) {
  /** How a body ended. */
  public enum End {
    /** As its framing said; or by FIN if it had no framing, when nobody can tell. */
    COMPLETE,
    /** By FIN, too early. */
    CUT,
    /** By RST. */
    RESET,
    /** Not within the client's patience. */
    TIMED_OUT
  }

  public boolean complete() {
    return end == End.COMPLETE;
  }
}
