package dev.weir.compare.load;

import dev.weir.compare.origin.Origin;
import dev.weir.compare.process.Pinned;
import dev.weir.compare.report.Section;
import dev.weir.compare.run.Progress;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * A packument of 20 MB that changes at the origin and is taken in and rendered again every five
 * seconds, while others are served at an even rate.
 */
public final class IngestBeside {
  private static final String NAME = "enormous";
  private static final int BYTES = 20_000_000;
  private static final int VERSIONS = 2600;
  private static final int CONNECTIONS = 64;
  private static final Duration WARM_UP = Duration.ofSeconds(3);
  private static final Duration PERIOD = Duration.ofSeconds(5);
  private static final Duration PATIENCE = Duration.ofSeconds(20);

  private final Origin origin;
  private final Progress progress;

  /**
   * @param origin in a process of its own, which works only when the load doesn't
   */
  public IngestBeside(Origin origin, Progress progress) throws IOException {
    this.origin = origin;
    this.progress = progress;
    origin.add(NAME, VERSIONS, BYTES);
  }

  /**
   * Serves for so long.
   *
   * @param wants at {@code site}, cached and still fresh
   * @param pauses the server's log of collections and safepoints
   */
  public Section measure(
      Site site, List<Want> wants, double perSecond, Duration counted, Path pauses)
      throws IOException {
    var timer = Executors.newSingleThreadScheduledExecutor();
    var ingested = new AtomicInteger();
    try (var meter = HiccupMeter.start(Pinned.ANYWHERE)) {
      var changing =
          timer.scheduleAtFixedRate(
              () -> change(site, ingested), 0, PERIOD.toSeconds(), TimeUnit.SECONDS);
      var report =
          Pace.run(
              site.address(),
              CONNECTIONS,
              wants,
              perSecond,
              WARM_UP,
              counted,
              Pace.Resting.NAPPING);
      changing.cancel(false);
      failIfItFailed(changing);
      return section(report, ingested.get(), meter.stop(), PauseLog.read(pauses));
    } finally {
      timer.shutdownNow();
    }
  }

  /** One more version, and a client that insists on the newest state. */
  private void change(Site site, AtomicInteger ingested) {
    int number = ingested.get();
    var headers = new java.util.HashMap<>(Stock.FULL);
    headers.put("Cache-Control", "no-cache");
    try {
      origin.publish(NAME, "100.0." + number);
      // It makes the document now, and not while the server waits for it.
      fetch(Site.of(origin.url()), Stock.FULL);
      var report = fetch(site, headers);
      ingested.incrementAndGet();
      progress.say("20 MB, change %d: %d ms", number, report.end().toMillis());
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }

  private static StampedeReport fetch(Site site, Map<String, String> headers) throws IOException {
    var want = Want.get(site.path() + NAME, headers, new Want.Body.Kept());
    return Stampede.run(site.address(), 1, want, PATIENCE);
  }

  private static void failIfItFailed(java.util.concurrent.Future<?> changing) {
    try {
      changing.get(1, TimeUnit.MILLISECONDS);
    } catch (ExecutionException e) {
      throw new IllegalStateException(e.getCause());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (java.util.concurrent.TimeoutException
        | java.util.concurrent.CancellationException running) {
      // It went on to the end, as it should.
    }
  }

  private static Section section(
      PaceReport report, int ingested, String hiccups, Map<String, PauseLog.Pauses> pauses) {
    var collector = pauses.getOrDefault("collector", PauseLog.Pauses.NONE);
    var safepoint = pauses.getOrDefault("safepoint", PauseLog.Pauses.NONE);
    return new Section(
        "ingest-beside",
        "A 20 MB packument taken in and rendered every 5 s beside the service, two cores",
        List.of(
            "server",
            "per second",
            "p50, ms",
            "p99",
            "p99.9",
            "max",
            "ingested",
            "longest collection, ms",
            "longest safepoint, ms",
            "machine's hiccups, p99 / p99.9 / max"),
        List.of(
            List.of(
                "weir",
                "%.0f".formatted(report.perSecond()),
                "%.3f".formatted(report.latencies().percentileMillis(50)),
                "%.3f".formatted(report.latencies().percentileMillis(99)),
                "%.3f".formatted(report.latencies().percentileMillis(99.9)),
                "%.3f".formatted(report.latencies().max() / 1e6),
                Integer.toString(ingested),
                "%.1f of %d".formatted(collector.longestMillis(), collector.count()),
                "%.1f of %d".formatted(safepoint.longestMillis(), safepoint.count()),
                hiccups)),
        List.of(
            "Server and load share two cores, so the load waits for its turn as well.",
            "The origin works when nobody else does (nice 19)."));
  }
}
