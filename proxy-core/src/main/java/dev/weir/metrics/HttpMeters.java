package dev.weir.metrics;

import dev.weir.http.ClientFamily;
import dev.weir.http.FinishedExchange;
import dev.weir.http.HttpListener;
import dev.weir.http.Outcome;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Timer;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.LongSupplier;

/**
 * The server's meters. Every operation with every outcome exists from the start, so that the first
 * failure shows as an increase. Nothing here allocates or locks per event.
 */
public final class HttpMeters implements HttpListener {
  /** The {@code operation} of requests whose operation was not named at the start. */
  public static final String OTHER = Limited.OTHER;

  private static final List<String> CLIENTS =
      List.of("npm", "pnpm", "yarn", "bun", "deno", "aws", OTHER);

  private final Map<String, ByEnum<Outcome, Timer>> requests;
  private final ByEnum<Outcome, Timer> otherRequests;
  private final Map<String, Counter> clients;
  private final Counter otherClients;
  private final LongAdder connections = new LongAdder();
  private final Counter refused;
  private final Counter aborted;
  private final Counter cut;
  private volatile LongSupplier dropped = () -> 0;

  HttpMeters(Registrar registrar, Collection<String> operations) {
    otherRequests = timers(registrar, OTHER);
    var byOperation = new HashMap<String, ByEnum<Outcome, Timer>>();
    operations.forEach(operation -> byOperation.put(operation, timers(registrar, operation)));
    requests = Map.copyOf(byOperation);
    var byClient = new HashMap<String, Counter>();
    CLIENTS.forEach(client -> byClient.put(client, registrar.counter(Metric.CLIENTS, client)));
    clients = Map.copyOf(byClient);
    otherClients = registrar.counter(Metric.CLIENTS, OTHER);
    registrar.gauge(Metric.HTTP_CONNECTIONS, connections::sum);
    refused = registrar.counter(Metric.HTTP_CONNECTIONS_REFUSED);
    aborted = registrar.counter(Metric.HTTP_BODIES_ABORTED);
    cut = registrar.counter(Metric.HTTP_SLOW_CLIENTS_CUT);
    registrar.counter(Metric.ACCESS_LOG_DROPPED, () -> dropped.getAsLong());
  }

  /** A request ended; an operation that was not named at the start counts as {@link #OTHER}. */
  public void exchange(String operation, Outcome outcome, long nanos) {
    requests.getOrDefault(operation, otherRequests).of(outcome).record(nanos, TimeUnit.NANOSECONDS);
  }

  /** A request of a client: {@code npm pnpm yarn bun deno aws}; any other word is {@code other}. */
  public void client(String family) {
    clients.getOrDefault(family, otherClients).increment();
  }

  @Override
  public void connectionOpened() {
    connections.increment();
  }

  @Override
  public void connectionClosed() {
    connections.decrement();
  }

  @Override
  public void connectionRefused() {
    refused.increment();
  }

  @Override
  public void bodyAborted() {
    aborted.increment();
  }

  @Override
  public void slowClientCut() {
    cut.increment();
  }

  @Override
  public void exchangeFinished(FinishedExchange exchange) {
    exchange(exchange.operation(), exchange.outcome(), exchange.nanos());
    client(ClientFamily.of(exchange.userAgent()).tag());
  }

  /** Reads there, from now on, how many lines the access log has dropped. */
  public void accessLogDropped(LongSupplier lines) {
    dropped = lines;
  }

  private static ByEnum<Outcome, Timer> timers(Registrar registrar, String operation) {
    return new ByEnum<>(
        Outcome.class, outcome -> registrar.timer(Metric.REQUESTS, operation, outcome.tag()));
  }
}
