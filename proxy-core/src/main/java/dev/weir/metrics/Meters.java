package dev.weir.metrics;

import dev.weir.model.ConnectionName;
import dev.weir.storage.Store;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * All meters, and the text that Prometheus reads. Counters and timers are at 0 from the start; what
 * is read from other parts ({@link #hot}, {@link #pool}, {@link #store}) is 0 or absent until the
 * daemon has made those parts. One per daemon. Thread-safe.
 */
public final class Meters implements AutoCloseable {
  /** What {@link #scrape} is written in. */
  public static final String CONTENT_TYPE = "text/plain; version=0.0.4; charset=utf-8";

  private final PrometheusMeterRegistry registry =
      new PrometheusMeterRegistry(PrometheusConfig.DEFAULT).throwExceptionOnRegistrationFailure();
  private final Registrar registrar = new Registrar(registry);
  private final HttpMeters http;
  private final CacheMeters cache = new CacheMeters(registrar);
  private final UpstreamMeters upstream;
  private final List<StoreSample> stores = new CopyOnWriteArrayList<>();
  private volatile HotFigures hot = HotFigures.NONE;
  private volatile LongSupplier nettyDirectMemory = () -> 0;

  /** Guards what is below; only the registry is called while it is held. */
  private final Object lock = new Object();

  private @Nullable RuntimeMeters runtime;
  private boolean closed;

  /**
   * @param operations every value of that tag; any other counts as {@code other}
   * @param control the operations of the control API, which share one value of that tag
   * @param connections the external connections that are declared
   */
  public Meters(
      Collection<String> operations,
      Collection<String> control,
      Collection<ConnectionName> connections) {
    http = new HttpMeters(registrar, operations, control);
    upstream = new UpstreamMeters(registrar, connections);
    registrar.gauge(Metric.HOT_BYTES, () -> hot.bytes().getAsLong());
    registrar.gauge(Metric.HOT_ENTRIES, () -> hot.entries().getAsLong());
    registrar.gauge(Metric.HOT_PINNED_BYTES, () -> hot.pinnedBytes().getAsLong());
    registrar.counter(Metric.HOT_HITS, () -> hot.hits().getAsLong());
    registrar.counter(Metric.HOT_MISSES, () -> hot.misses().getAsLong());
    registrar.counter(Metric.HOT_EVICTIONS, () -> hot.evictions().getAsLong());
    registrar.gauge(Metric.NETTY_DIRECT_MEMORY, () -> nettyDirectMemory.getAsLong());
  }

  public HttpMeters http() {
    return http;
  }

  public CacheMeters cache() {
    return cache;
  }

  public UpstreamMeters upstream() {
    return upstream;
  }

  /** Reads the hot cache's figures there from now on. */
  public void hot(HotFigures figures) {
    hot = figures;
  }

  /** Shows a pool under {@code name}, such as {@code cpu} or {@code storage-read}; once each. */
  public void pool(String name, PoolFigures figures) {
    registrar.gauge(Metric.POOL_ACTIVE, figures.active(), name);
    registrar.gauge(Metric.POOL_QUEUE, figures.queued(), name);
    registrar.counter(Metric.POOL_REJECTED, figures.rejected(), name);
  }

  /** Shows an open store's usage and its engine's statistics; once each. */
  public void store(Store store) {
    stores.add(new StoreSample(store, registrar));
  }

  /** Reads there, in bytes, how much direct memory Netty has reserved. */
  public void nettyDirectMemory(LongSupplier bytes) {
    nettyDirectMemory = bytes;
  }

  /**
   * Shows the JVM and the process too. The JVM's own beans take 80 ms to be made, so this is for
   * when the daemon is ready. Once.
   */
  public void watchRuntime() {
    synchronized (lock) {
      if (!closed) {
        runtime = new RuntimeMeters(registry);
      }
    }
  }

  /**
   * Everything in Prometheus' text format ({@link #CONTENT_TYPE}), UTF-8. Some milliseconds of
   * work: not for an event loop.
   */
  public byte[] scrape() {
    stores.forEach(StoreSample::refresh);
    var text = new ByteArrayOutputStream(64 * 1024);
    try {
      registry.scrape(text);
    } catch (IOException impossible) {
      throw new UncheckedIOException(impossible);
    }
    return text.toByteArray();
  }

  /** Stops listening to the garbage collector. Idempotent. */
  @Override
  public void close() {
    synchronized (lock) {
      closed = true;
      if (runtime != null) {
        runtime.close();
      }
    }
    registry.close();
  }
}
