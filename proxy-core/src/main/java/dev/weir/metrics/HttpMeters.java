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
import org.jspecify.annotations.Nullable;

/**
 * The server's meters. Every operation with every outcome exists from the start, so that the first
 * failure shows as an increase. Nothing here allocates or locks per event.
 */
public final class HttpMeters implements HttpListener {
  /** The {@code operation} of requests whose operation was not named at the start. */
  public static final String OTHER = Limited.OTHER;

  private static final List<String> CLIENTS =
      List.of("npm", "pnpm", "yarn", "bun", "deno", "aws", OTHER);

  /** Under this one {@code operation} the times of all of the control API's are shown. */
  private static final String CONTROL = "control";

  private final Map<String, Series> requests;
  private final Series otherRequests;
  private final Map<String, Counter> clients;
  private final Counter otherClients;
  private final LongAdder connections = new LongAdder();
  private final Counter refused;
  private final Counter aborted;
  private final Counter cut;
  private volatile LongSupplier dropped = () -> 0;
  private volatile LongSupplier auditDropped = () -> 0;

  /**
   * What is told of an operation's requests.
   *
   * @param counts null where the times are of this operation alone
   */
  private record Series(ByEnum<Outcome, Timer> times, @Nullable ByEnum<Outcome, Counter> counts) {
    void record(Outcome outcome, long nanos) {
      times.of(outcome).record(nanos, TimeUnit.NANOSECONDS);
      if (counts != null) {
        counts.of(outcome).increment();
      }
    }
  }

  /**
   * @param operations each of which has a histogram
   * @param control the operations of the control API, many and rarely asked for: they share a
   *     histogram, and each has its own counter
   */
  HttpMeters(Registrar registrar, Collection<String> operations, Collection<String> control) {
    otherRequests = new Series(timers(registrar, OTHER), null);
    var byOperation = new HashMap<String, Series>();
    operations.forEach(
        operation -> byOperation.put(operation, new Series(timers(registrar, operation), null)));
    var times = timers(registrar, CONTROL);
    control.forEach(
        operation -> byOperation.put(operation, new Series(times, counters(registrar, operation))));
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
    registrar.counter(Metric.AUDIT_LOG_DROPPED, () -> auditDropped.getAsLong());
  }

  /** A request ended; an operation that was not named at the start counts as {@link #OTHER}. */
  public void exchange(String operation, Outcome outcome, long nanos) {
    requests.getOrDefault(operation, otherRequests).record(outcome, nanos);
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

  /** The same of the audit log. */
  public void auditLogDropped(LongSupplier lines) {
    auditDropped = lines;
  }

  private static ByEnum<Outcome, Timer> timers(Registrar registrar, String operation) {
    return new ByEnum<>(
        Outcome.class, outcome -> registrar.timer(Metric.REQUESTS, operation, outcome.tag()));
  }

  private static ByEnum<Outcome, Counter> counters(Registrar registrar, String operation) {
    return new ByEnum<>(
        Outcome.class,
        outcome -> registrar.counter(Metric.CONTROL_REQUESTS, operation, outcome.tag()));
  }
}
