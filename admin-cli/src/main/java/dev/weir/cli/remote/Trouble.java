package dev.weir.cli.remote;

import dev.weir.cli.Failure;
import java.io.IOException;
import java.net.ConnectException;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.net.UnknownHostException;
import java.net.http.HttpTimeoutException;
import java.nio.channels.UnresolvedAddressException;
import javax.net.ssl.SSLException;

/** Says in one line why there was no answer of Weir. */
final class Trouble {
  private Trouble() {}

  static Failure with(Endpoint endpoint, Throwable thrown) {
    for (Throwable cause = thrown; cause != null; cause = cause.getCause()) {
      if (cause instanceof Failure failure) {
        return failure;
      }
      if (cause instanceof NotWeirException other) {
        return Failure.unreachable(
            "%s is not a Weir: it answered %s (expected: an answer of Weir's API; is --endpoint right?)"
                .formatted(endpoint, other.answer()));
      }
      if (cause instanceof ConnectException) {
        return down(endpoint, words(cause) + " (is it running? weir serve starts it)");
      }
      if (cause instanceof SocketTimeoutException) {
        return down(endpoint, "no answer in time");
      }
      if (cause instanceof UnknownHostException) {
        return down(endpoint, "no such host: " + endpoint.uri().getHost());
      }
      if (cause instanceof SSLException) {
        return down(endpoint, "TLS: " + words(cause));
      }
    }
    return down(endpoint, words(deepest(thrown)));
  }

  /** Why a request of {@link Web} failed, in a line. */
  static String words(IOException failed, URI address) {
    if (has(failed, HttpTimeoutException.class)) {
      return "no answer in time";
    } else if (has(failed, UnresolvedAddressException.class)) {
      return "no such host: " + address.getHost();
    } else if (has(failed, SSLException.class)) {
      return "TLS: " + words(deepest(failed));
    } else if (has(failed, ConnectException.class)) {
      // Whose own words are about channels.
      return "cannot connect";
    }
    return words(deepest(failed));
  }

  private static boolean has(Throwable thrown, Class<? extends Throwable> kind) {
    for (Throwable cause = thrown; cause != null; cause = cause.getCause()) {
      if (kind.isInstance(cause)) {
        return true;
      }
    }
    return false;
  }

  private static Failure down(Endpoint endpoint, String why) {
    return Failure.unreachable("cannot reach Weir at %s: %s".formatted(endpoint, why));
  }

  private static Throwable deepest(Throwable thrown) {
    Throwable deepest = thrown;
    for (Throwable cause = thrown; cause != null; cause = cause.getCause()) {
      deepest = cause;
    }
    return deepest;
  }

  /** The first line of its message, or what kind it is. */
  private static String words(Throwable thrown) {
    var message = thrown.getMessage();
    return message == null || message.isBlank()
        ? thrown.getClass().getSimpleName()
        : message.lines().findFirst().orElse(message).strip();
  }
}
