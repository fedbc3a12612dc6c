package dev.weir.upstream;

import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;
import reactor.netty.http.client.HttpClient;
import reactor.netty.resources.ConnectionProvider;

/**
 * The connections of one origin: to its own server, and apart from them those to servers that it
 * names, which must lie at public addresses. Thread-safe.
 */
final class OriginPool {
  private final Transport transport;
  private final String name;
  private final ConnectionProvider own;
  private final HttpClient trusting;
  private volatile boolean closed;

  /** Guards the two below, made at the first use; most origins never redirect. */
  private final Object lock = new Object();

  private @Nullable ConnectionProvider passing;
  private @Nullable HttpClient checking;

  OriginPool(Transport transport, String name) {
    this.transport = transport;
    this.name = name;
    this.own = transport.connections(name);
    this.trusting = transport.trusting(own);
  }

  /** The client for the origin's own server, or any other that the operator trusts. */
  HttpClient trusting() {
    return trusting;
  }

  /** The client for a server that the origin named. */
  HttpClient checking() {
    synchronized (lock) {
      if (checking == null) {
        passing = transport.passingConnections(name + " elsewhere");
        checking = transport.checking(passing);
      }
      return checking;
    }
  }

  /** Whether a request would only make connections that nobody closes. */
  boolean isClosed() {
    return closed;
  }

  /** Closes idle connections, fails what waits for one, and takes nothing new. */
  CompletionStage<Void> close() {
    closed = true;
    synchronized (lock) {
      return passing == null
          ? own.disposeLater().toFuture()
          : Mono.when(own.disposeLater(), passing.disposeLater()).toFuture();
    }
  }
}
