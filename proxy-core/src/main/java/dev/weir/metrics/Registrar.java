package dev.weir.metrics;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.Timer;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.LongSupplier;

/**
 * Makes meters as {@link Metric} declares them. The same metric with the same tag values is the
 * same meter. Thread-safe; for the start, not for hot paths.
 */
final class Registrar {
  private final MeterRegistry registry;

  /** Micrometer holds what a function counter reads by a weak reference. */
  private final List<LongSupplier> held = new CopyOnWriteArrayList<>();

  Registrar(MeterRegistry registry) {
    this.registry = registry;
  }

  Counter counter(Metric metric, String... tagValues) {
    return Counter.builder(metric.prometheusName())
        .description(metric.help())
        .tags(tags(metric, Metric.Type.COUNTER, tagValues))
        .register(registry);
  }

  /** A counter that {@code total} is asked for at each scrape; it must never fall. */
  void counter(Metric metric, LongSupplier total, String... tagValues) {
    held.add(total);
    FunctionCounter.builder(metric.prometheusName(), total, LongSupplier::getAsLong)
        .description(metric.help())
        .tags(tags(metric, Metric.Type.COUNTER, tagValues))
        .register(registry);
  }

  /** A gauge that {@code value} is asked for at each scrape. */
  void gauge(Metric metric, LongSupplier value, String... tagValues) {
    Gauge.builder(metric.prometheusName(), value::getAsLong)
        .description(metric.help())
        .tags(tags(metric, Metric.Type.GAUGE, tagValues))
        .register(registry);
  }

  Timer timer(Metric metric, String... tagValues) {
    return Timer.builder(metric.prometheusName())
        .description(metric.help())
        .tags(tags(metric, Metric.Type.TIMER, tagValues))
        .serviceLevelObjectives(metric.buckets().toArray(Duration[]::new))
        .register(registry);
  }

  private static Tags tags(Metric metric, Metric.Type type, String... values) {
    if (metric.type() != type || metric.tags().size() != values.length) {
      throw new IllegalArgumentException(
          "%s: %s with %d tag values (expected: %s with tags %s)"
              .formatted(
                  metric.prometheusName(), type, values.length, metric.type(), metric.tags()));
    }
    var tags = Tags.empty();
    for (int i = 0; i < values.length; i++) {
      tags = tags.and(metric.tags().get(i), values[i]);
    }
    return tags;
  }
}
