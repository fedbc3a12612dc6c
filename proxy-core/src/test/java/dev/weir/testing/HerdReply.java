package dev.weir.testing;

import java.time.Duration;

/**
 * What one of a herd got.
 *
 * @param status 0 if there was no head
 * @param sha512 of the body's bytes as they came, in hex
 * @param firstByte from the common start to the first byte of the body, or to the end if none came
 * @param end from the common start to the end
 * @param failure why the answer isn't whole; empty if it is
 */
public record HerdReply(
    int status, long bytes, String sha512, Duration firstByte, Duration end, String failure) {
  /** Whether it is a whole answer with this status. */
  public boolean is(int wanted) {
    return status == wanted && failure.isEmpty();
  }
}
