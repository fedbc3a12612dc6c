package dev.weir.compare.load;

import dev.weir.compare.peer.Peer;
import dev.weir.compare.peer.Weir;
import dev.weir.compare.process.ProcessCosts;
import dev.weir.compare.report.Section;
import dev.weir.compare.run.Progress;
import dev.weir.compare.wire.Wire;
import dev.weir.testing.FixtureRegistry;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/** Servers started on two cores, nothing cached: until they answer, and what they weigh then. */
final class Starts {
  private static final int PACKAGES = 320;
  private static final int CONNECTIONS = 64;
  private static final Duration IDLE = Duration.ofSeconds(65);

  /** After its first start a build of Weir archives its classes, which takes it some seconds. */
  private static final Duration FIRST_START = Duration.ofSeconds(40);

  private static final Duration LOADED = Duration.ofSeconds(4);
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  private final Stock stock;
  private final Progress progress;
  private final int repetitions;

  Starts(FixtureRegistry origin, Progress progress, int repetitions) {
    this.progress = progress;
    this.repetitions = repetitions;
    stock = Rotating.stock(origin, PACKAGES);
  }

  /** Milliseconds since the process was started. */
  private record Times(double ready, double packument, double hot) {}

  /** Starts and ends each of them, so many times. */
  Section measure(List<Peer> peers) throws IOException {
    var rows = new ArrayList<List<String>>();
    for (var peer : peers) {
      try (peer) {
        rows.add(row(peer));
      }
      progress.say("start %s", rows.get(rows.size() - 1));
    }
    return new Section(
        "starts",
        "From the start of the process to the first answers, two cores",
        List.of(
            "server",
            "ready, ms",
            "first packument, ms",
            "the same from the cache, ms",
            "idle RSS, MB",
            "RSS after load, MB"),
        rows,
        List.of(
            "Medians of %d starts, each with an empty cache.".formatted(repetitions),
            "Ready: Weir's /health/ready is 200; of others, the first answer to a ping.",
            "Weir was started once before, for its archive of classes.",
            "Idle: 65 s after the last start. Load: 64 connections, 320 packuments in turn, 4 s."));
  }

  private List<String> row(Peer peer) throws IOException {
    var all = new ArrayList<Times>();
    archiveClasses(peer);
    for (int i = 0; i < repetitions; i++) {
      all.add(started(peer));
    }
    Pauses.sleep(IDLE);
    long idle = ProcessCosts.resident(peer.pids());
    load(peer);
    return List.of(
        peer.name(),
        millis(all.stream().map(Times::ready).toList()),
        millis(all.stream().map(Times::packument).toList()),
        millis(all.stream().map(Times::hot).toList()),
        "%.0f".formatted(idle / 1e6),
        "%.0f".formatted(ProcessCosts.resident(peer.pids()) / 1e6));
  }

  /** Starts Weir once for as long as it takes, so that later starts have their archive. */
  static void archiveClasses(Peer peer) throws IOException {
    if (peer instanceof Weir) {
      peer.close();
      peer.start();
      Pauses.sleep(FIRST_START);
    }
  }

  private Times started(Peer peer) throws IOException {
    peer.close();
    long start = System.nanoTime();
    peer.start();
    if (peer instanceof Weir) {
      awaitReady(peer.base(), start);
    }
    double ready = since(start);
    var target = Site.of(peer).path() + stock.packages().get(0).packumentPath();
    try (var wire = Wire.connect(peer.base())) {
      found(wire, target);
      double packument = since(start);
      found(wire, target);
      return new Times(ready, packument, since(start));
    }
  }

  private static void awaitReady(URI base, long start) throws IOException {
    try (var wire = Wire.connect(base)) {
      while (wire.get("/health/ready", List.of()).status() != 200) {
        if (System.nanoTime() - start > PATIENCE.toNanos()) {
          throw new WrongAnswerException("/health/ready isn't 200");
        }
        Pauses.sleep(Duration.ofMillis(1));
      }
    }
  }

  private static void found(Wire wire, String target) throws IOException {
    int status = wire.get(target, List.of()).status();
    if (status != 200) {
      throw new WrongAnswerException("%s: %d (expected: 200)".formatted(target, status));
    }
  }

  private void load(Peer peer) throws IOException {
    var site = Site.of(peer);
    var once = Rotating.filled(site, stock, Stock.ABBREVIATED);
    var some = IntStream.range(0, 10).boxed().flatMap(i -> once.stream()).toList();
    long end = System.nanoTime() + LOADED.toNanos();
    while (System.nanoTime() < end) {
      Fill.run(site.address(), CONNECTIONS, some, PATIENCE);
    }
  }

  private static String millis(List<Double> figures) {
    return "%.0f".formatted(Medians.of(figures));
  }

  private static double since(long start) {
    return (System.nanoTime() - start) / 1e6;
  }
}
