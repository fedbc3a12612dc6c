package dev.weir.metrics;

import dev.weir.model.ConnectionName;
import dev.weir.upstream.UpstreamListener;
import dev.weir.upstream.UpstreamResponse;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Timer;
import java.time.Duration;
import java.util.Collection;
import java.util.concurrent.atomic.AtomicBoolean;

/** The meters of origins, by connection. Nothing here locks per event. */
public final class UpstreamMeters implements UpstreamListener {
  /** Connections with meters of their own. */
  static final int MAX_CONNECTIONS = 50;

  private final Limited<ConnectionName, ConnectionMeters> byConnection;

  UpstreamMeters(Registrar registrar, Collection<ConnectionName> connections) {
    byConnection = new Limited<>(MAX_CONNECTIONS, name -> new ConnectionMeters(registrar, name));
    connections.forEach(byConnection::of);
  }

  @Override
  public void answered(ConnectionName connection, UpstreamResponse response, Duration elapsed) {
    byConnection.of(connection).requests.of(UpstreamOutcome.of(response)).record(elapsed);
  }

  @Override
  public void received(ConnectionName connection, long bytes) {
    byConnection.of(connection).bytes.increment((double) bytes);
  }

  @Override
  public void breaker(ConnectionName connection, boolean open) {
    byConnection.of(connection).breakerOpen.set(open);
  }

  /** Bytes that all origins have sent since the start. */
  public long bytes() {
    return (long) byConnection.all().mapToDouble(meters -> meters.bytes.count()).sum();
  }

  private static final class ConnectionMeters {
    final ByEnum<UpstreamOutcome, Timer> requests;
    final Counter bytes;
    final AtomicBoolean breakerOpen = new AtomicBoolean();

    ConnectionMeters(Registrar registrar, String connection) {
      requests =
          new ByEnum<>(
              UpstreamOutcome.class,
              outcome -> registrar.timer(Metric.UPSTREAM_REQUESTS, connection, outcome.tag()));
      bytes = registrar.counter(Metric.UPSTREAM_BYTES, connection);
      registrar.gauge(Metric.UPSTREAM_BREAKER_OPEN, () -> breakerOpen.get() ? 1 : 0, connection);
    }
  }
}
