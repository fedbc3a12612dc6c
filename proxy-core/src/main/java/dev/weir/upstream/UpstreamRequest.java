package dev.weir.upstream;

import dev.weir.model.ConnectionName;
import java.time.Duration;
import java.util.Optional;

/**
 * One question to an origin.
 *
 * @param connection whose address, credential and limits to use
 * @param target what to ask for
 * @param accept the {@code Accept} header
 * @param validators of what is stored, to make the request conditional; {@link Validators#NONE} for
 *     an unconditional one
 * @param maxBytes a body longer than this, after decoding, fails as {@code TOO_LARGE}; > 0
 * @param headDeadline how long until the final head must be there, retries included; > 0
 * @param payload what to POST, or empty for a GET; posted anew at each try, so only for questions
 */
public record UpstreamRequest(
    ConnectionName connection,
    Target target,
    String accept,
    Validators validators,
    long maxBytes,
    Duration headDeadline,
    Optional<Payload> payload) {
  public UpstreamRequest {
    if (maxBytes <= 0) {
      throw new IllegalArgumentException("maxBytes: %d (expected: > 0)".formatted(maxBytes));
    }
    if (headDeadline.isNegative() || headDeadline.isZero()) {
      throw new IllegalArgumentException(
          "headDeadline: %s (expected: > 0)".formatted(headDeadline));
    }
  }

  /** A GET. */
  public UpstreamRequest(
      ConnectionName connection,
      Target target,
      String accept,
      Validators validators,
      long maxBytes,
      Duration headDeadline) {
    this(connection, target, accept, validators, maxBytes, headDeadline, Optional.empty());
  }

  /**
   * The body of a POST, not encoded.
   *
   * @param bytes never changed
   */
  @SuppressWarnings("ArrayRecordComponent")
  public record Payload(String contentType, byte[] bytes) {}

  /** What to ask an origin for. */
  public sealed interface Target {
    /** A path below the connection's base, already percent-encoded, without a leading slash. */
    record Path(String encoded) implements Target {}

    /**
     * A tarball, by the {@code dist.tarball} of the origin's document. It is fetched from the
     * configured base, plus the path of this URL with the base's own path removed if it begins with
     * it; another host only from the connection's allow-list, never because a document says so.
     */
    record Tarball(String url) implements Target {}
  }
}
