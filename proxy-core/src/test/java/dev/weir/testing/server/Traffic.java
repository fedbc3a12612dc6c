package dev.weir.testing.server;

import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Consumer;
import java.util.function.Predicate;

/**
 * What has come and gone. Written on event loops, read on any thread.
 *
 * <p>A request is counted when it arrives, its status and its bytes before they leave; so a client
 * that has its answer finds all of them counted.
 */
public final class Traffic {
  private final Map<String, PathTraffic> paths = new ConcurrentHashMap<>();
  private final List<Consumer<Seen>> listeners = new CopyOnWriteArrayList<>();
  private final LongAdder bytes = new LongAdder();
  private final LongAdder accepted = new LongAdder();
  private final LongAdder abandoned = new LongAdder();
  private final Gauge connections = new Gauge();
  private final Gauge exchanges = new Gauge();

  /** How many requests came for {@code path}. */
  public long requests(String path) {
    return at(path).requests.sum();
  }

  /** How many requests for {@code path} were answered with this status. */
  public long requests(String path, int status) {
    var counter = at(path).statuses.get(status);
    return counter == null ? 0 : counter.sum();
  }

  /** How many requests came for such paths. */
  public long requestsTo(Predicate<String> path) {
    return paths.entrySet().stream()
        .filter(entry -> path.test(entry.getKey()))
        .mapToLong(entry -> entry.getValue().requests.sum())
        .sum();
  }

  /** The newest request for {@code path}; fails if there was none. */
  public Seen last(String path) {
    var last = at(path).last;
    if (last == null) {
      throw new NoSuchElementException("no request for " + path + ", only for " + paths.keySet());
    }
    return last;
  }

  /**
   * Tells {@code listener} of each request from now on, on an event loop, before it is answered.
   */
  public void tell(Consumer<Seen> listener) {
    listeners.add(listener);
  }

  /** Bytes of heads and bodies handed to connections. */
  public long bytesSent() {
    return bytes.sum();
  }

  public long connectionsAccepted() {
    return accepted.sum();
  }

  public int connectionsOpen() {
    return connections.now();
  }

  /** The most connections that were open at once. */
  public int connectionsPeak() {
    return connections.peak();
  }

  /** Requests that came and whose answer has not been written to its end. */
  public int inFlight() {
    return exchanges.now();
  }

  /** The most requests that were in flight at once. */
  public int inFlightPeak() {
    return exchanges.peak();
  }

  /** Requests whose connection was closed before the answer's end, by the client or by stopping. */
  public long abandoned() {
    return abandoned.sum();
  }

  /** Forgets everything but what is going on now, and who listens. */
  public void reset() {
    paths.clear();
    bytes.reset();
    accepted.reset();
    abandoned.reset();
    connections.forgetPeak();
    exchanges.forgetPeak();
  }

  void connected() {
    accepted.increment();
    connections.up();
  }

  void disconnected() {
    connections.down();
  }

  void came(Seen request) {
    exchanges.up();
    var traffic = paths.computeIfAbsent(request.path(), path -> new PathTraffic());
    traffic.last = request;
    traffic.requests.increment();
    listeners.forEach(listener -> listener.accept(request));
  }

  void answered(Seen request, int status) {
    var traffic = paths.computeIfAbsent(request.path(), path -> new PathTraffic());
    traffic.statuses.computeIfAbsent(status, any -> new LongAdder()).increment();
  }

  void sent(int count) {
    bytes.add(count);
  }

  void ended() {
    exchanges.down();
  }

  void gaveUp() {
    abandoned.increment();
    exchanges.down();
  }

  private PathTraffic at(String path) {
    return paths.getOrDefault(path, PathTraffic.NONE);
  }
}
