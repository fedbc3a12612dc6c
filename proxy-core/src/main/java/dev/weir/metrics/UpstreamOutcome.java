package dev.weir.metrics;

import dev.weir.upstream.UpstreamResponse;
import java.util.Locale;

/** What an origin answered, in one word. */
enum UpstreamOutcome {
  FOUND,
  NOT_MODIFIED,
  NOT_FOUND,
  REFUSED,
  UNCONFIGURED,
  FORBIDDEN_ADDRESS,
  CONNECT,
  TIMEOUT,
  RESET,
  SERVER_ERROR,
  MALFORMED,
  TOO_LARGE,
  BREAKER_OPEN,
  OVERLOADED;

  static UpstreamOutcome of(UpstreamResponse response) {
    return response.match(
        found -> FOUND,
        notModified -> NOT_MODIFIED,
        notFound -> NOT_FOUND,
        refused -> REFUSED,
        failed -> of(failed.kind()));
  }

  private static UpstreamOutcome of(UpstreamResponse.Kind kind) {
    return switch (kind) {
      case UNCONFIGURED -> UNCONFIGURED;
      case FORBIDDEN_ADDRESS -> FORBIDDEN_ADDRESS;
      case CONNECT -> CONNECT;
      case TIMEOUT -> TIMEOUT;
      case RESET -> RESET;
      case SERVER_ERROR -> SERVER_ERROR;
      case MALFORMED -> MALFORMED;
      case TOO_LARGE -> TOO_LARGE;
      case BREAKER_OPEN -> BREAKER_OPEN;
      case OVERLOADED -> OVERLOADED;
    };
  }

  /** The value of the {@code outcome} tag. */
  String tag() {
    return name().toLowerCase(Locale.ROOT);
  }
}
