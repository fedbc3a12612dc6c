package dev.weir.upstream;

import dev.weir.upstream.UpstreamResponse.Failed;
import dev.weir.upstream.UpstreamResponse.Kind;
import io.netty.channel.ConnectTimeoutException;
import io.netty.handler.codec.DecoderException;
import java.net.ConnectException;
import java.net.UnknownHostException;
import java.time.Duration;
import javax.net.ssl.SSLException;
import org.jspecify.annotations.Nullable;
// Shaded by reactor-netty, and its only way to say that the queue is full.
import reactor.netty.internal.shaded.reactor.pool.PoolAcquirePendingLimitException;

/** Says in plain words, and as a kind, why an exchange came to nothing. Pure. */
final class FaultRules {
  private FaultRules() {}

  /** How far an exchange had come. */
  enum Phase {
    /** For a connection of the pool. */
    WAITING,
    CONNECTING,
    /** The request is on its way. */
    ASKED
  }

  static Failed of(String connection, WebAddress address, Phase phase, Throwable cause) {
    var kind = kind(phase, cause);
    return new Failed(kind, "connection %s: %s".formatted(connection, words(kind, address, cause)));
  }

  private static Kind kind(Phase phase, Throwable cause) {
    if (cause instanceof PoolAcquirePendingLimitException) {
      return Kind.OVERLOADED;
    } else if (cause instanceof ForbiddenAddressException) {
      return Kind.FORBIDDEN_ADDRESS;
    } else if (phase == Phase.CONNECTING) {
      return Kind.CONNECT;
    }
    return isMalformed(cause) ? Kind.MALFORMED : Kind.RESET;
  }

  /** Whether the bytes were not HTTP, rather than that they stopped. */
  static boolean isMalformed(Throwable cause) {
    boolean decoding =
        cause instanceof DecoderException || cause instanceof IllegalArgumentException;
    return decoding && !(cause.getCause() instanceof SSLException);
  }

  private static String words(Kind kind, WebAddress address, Throwable cause) {
    String server = address.hostAndPort();
    return switch (kind) {
      case OVERLOADED -> "too many requests wait for %s".formatted(server);
      case FORBIDDEN_ADDRESS -> said(cause);
      case CONNECT -> "cannot connect to %s: %s".formatted(server, reason(address, cause));
      case MALFORMED -> "the answer of %s is not HTTP: %s".formatted(server, said(cause));
      default -> "%s broke the connection: %s".formatted(server, said(cause));
    };
  }

  private static String reason(WebAddress address, Throwable cause) {
    if (cause instanceof UnknownHostException) {
      return "DNS does not know " + address.host();
    } else if (cause instanceof ConnectTimeoutException) {
      return "no answer to the TCP connection";
    } else if (cause instanceof ConnectException) {
      return "refused";
    }
    var tls = tls(cause);
    return tls == null ? said(cause) : "TLS: " + said(tls);
  }

  private static @Nullable SSLException tls(Throwable cause) {
    if (cause instanceof SSLException tls) {
      return tls;
    }
    return cause.getCause() instanceof SSLException tls ? tls : null;
  }

  private static String said(Throwable cause) {
    String message = cause.getMessage();
    return message == null ? cause.getClass().getSimpleName() : message;
  }

  /** As an operator writes it: {@code 9s}, {@code 250ms}. */
  static String plain(Duration duration) {
    long millis = duration.toMillis();
    return millis % 1000 == 0 ? millis / 1000 + "s" : millis + "ms";
  }
}
