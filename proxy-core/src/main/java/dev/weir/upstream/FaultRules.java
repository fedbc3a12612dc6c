package dev.weir.upstream;

import dev.weir.upstream.UpstreamResponse.Failed;
import dev.weir.upstream.UpstreamResponse.Kind;
import io.netty.channel.ConnectTimeoutException;
import io.netty.handler.codec.DecoderException;
import io.netty.handler.proxy.ProxyConnectException;
import java.net.ConnectException;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.Optional;
import java.util.regex.Pattern;
import javax.net.ssl.SSLException;
import org.jspecify.annotations.Nullable;
// Shaded by reactor-netty, and its only way to say that the queue is full.
import reactor.netty.internal.shaded.reactor.pool.PoolAcquirePendingLimitException;

/** Says in plain words, and as a kind, why an exchange came to nothing. Pure. */
final class FaultRules {
  /** Netty says the status of a proxy's refusal in words only. */
  private static final Pattern PROXY_STATUS = Pattern.compile("status: ([0-9]{3})");

  private FaultRules() {}

  /** How far an exchange had come. */
  enum Phase {
    /** For a connection of the pool. */
    WAITING,
    CONNECTING,
    /** The request is on its way. */
    ASKED
  }

  static Failed of(
      String connection, WebAddress address, Optional<Proxy> proxy, Phase phase, Throwable cause) {
    var kind = kind(phase, cause);
    String said = words(kind, address, cause);
    if (kind == Kind.CONNECT) {
      said = notConnected(connection, address, proxy, cause);
    }
    return new Failed(kind, "connection %s: %s".formatted(connection, said));
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
      case MALFORMED -> "the answer of %s is not HTTP: %s".formatted(server, said(cause));
      default -> "%s broke the connection: %s".formatted(server, said(cause));
    };
  }

  private static String notConnected(
      String connection, WebAddress address, Optional<Proxy> proxy, Throwable cause) {
    String server = address.hostAndPort();
    // Before TLS, which fails in turn when the tunnel does not come about.
    var refused = refusal(cause);
    if (proxy.isPresent() && refused != null) {
      return "%s gives no connection to %s: %s"
          .formatted(proxy.get(), server, words(proxy.get(), refused));
    }
    var tls = tls(cause);
    if (tls != null) {
      return "cannot connect to %s: TLS: %s"
          .formatted(server, TlsFaultRules.words(connection, address, tls));
    } else if (proxy.isEmpty()) {
      return "cannot connect to %s: %s".formatted(server, reason(address.host(), cause));
    }
    return "cannot connect to %s: %s".formatted(proxy.get(), reason(proxy.get().host(), cause));
  }

  private static String reason(String host, Throwable cause) {
    if (cause instanceof UnknownHostException) {
      return "DNS does not know " + host;
    } else if (cause instanceof ConnectTimeoutException) {
      return "no answer to the TCP connection";
    }
    return cause instanceof ConnectException ? "refused" : said(cause);
  }

  private static @Nullable ProxyConnectException refusal(Throwable failure) {
    for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
      if (cause instanceof ProxyConnectException refused) {
        return refused;
      }
    }
    return null;
  }

  private static String words(Proxy proxy, ProxyConnectException cause) {
    var status = PROXY_STATUS.matcher(said(cause));
    if (!status.find()) {
      return said(cause);
    }
    return status.group(1).equals("407")
        ? "407; it wants a user and a password: check " + proxy.variable()
        : status.group(1);
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
