package dev.weir.upstream;

import dev.weir.upstream.UpstreamResponse.Kind;

/** The faults that bodies of every kind share, in words. */
final class BodyFaults {
  private BodyFaults() {}

  static UpstreamBodyException tooLarge(long maxBytes) {
    return new UpstreamBodyException(
        Kind.TOO_LARGE, "the answer's body is longer than %d bytes".formatted(maxBytes));
  }

  static UpstreamBodyException closed() {
    return new UpstreamBodyException(Kind.RESET, "the answer's body was given up");
  }
}
