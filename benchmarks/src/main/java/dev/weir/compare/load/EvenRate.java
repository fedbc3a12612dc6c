package dev.weir.compare.load;

import dev.weir.compare.peer.Peer;
import dev.weir.compare.process.Pinned;
import dev.weir.compare.report.Section;
import dev.weir.compare.run.Progress;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Rotating packuments at an even rate: latencies at 30 % of each server's own maximum, and the
 * processor's time per request at one rate for all, the servers in turn and back again.
 */
public final class EvenRate {
  private static final int CONNECTIONS = 64;
  private static final double SHARE = 0.3;
  private static final Duration WARM_UP = Duration.ofSeconds(2);

  private final Progress progress;
  private final Duration counted;
  private final int rounds;

  public EvenRate(Progress progress, Duration counted, int rounds) {
    this.progress = progress;
    this.counted = counted;
    this.rounds = rounds;
  }

  /** Latencies of each server at its share of {@code maximum}, requests per second by name. */
  public Section latencies(
      List<Peer> peers, Map<String, List<Want>> wants, Map<String, Double> maximum)
      throws IOException {
    var rows = new ArrayList<List<String>>();
    for (int round = 0; round < rounds; round++) {
      for (var peer : peers) {
        rows.add(latencies(round, peer, wants, maximum.getOrDefault(peer.name(), 0.0) * SHARE));
        progress.say("%s", rows.get(rows.size() - 1));
      }
    }
    return new Section(
        "even-rate",
        "Rotating packuments at 30 % of each server's own maximum",
        List.of(
            "server, round",
            "per second",
            "p50, ms",
            "p99",
            "p99.9",
            "max",
            "sent late by, p99.9",
            "machine's hiccups beside the server, p99 / p99.9 / max"),
        rows,
        List.of("From when a request was due until its last byte, each one compared."));
  }

  private List<String> latencies(
      int round, Peer peer, Map<String, List<Want>> wants, double perSecond) throws IOException {
    try (var meter = HiccupMeter.start(Pinned.SERVER)) {
      var report = pace(peer, wants, perSecond);
      return List.of(
          peer.name() + ", " + (round + 1),
          "%.0f".formatted(perSecond),
          millis(report.latencies().percentileMillis(50)),
          millis(report.latencies().percentileMillis(99)),
          millis(report.latencies().percentileMillis(99.9)),
          millis(report.latencies().max() / 1e6),
          millis(report.lateness().percentileMillis(99.9)),
          meter.stop());
    }
  }

  /** The processor's time per request at one rate, in pairs: one, other, other, one … */
  public Section cost(List<Peer> peers, Map<String, List<Want>> wants, double perSecond)
      throws IOException {
    var micros = new ArrayList<List<Double>>();
    peers.forEach(peer -> micros.add(new ArrayList<>()));
    for (int round = 0; round < 2 * rounds; round++) {
      for (int i = 0; i < peers.size(); i++) {
        int p = round % 2 == 0 ? i : peers.size() - 1 - i;
        micros.get(p).add(micros(peers.get(p), wants, perSecond));
      }
    }
    var rows = new ArrayList<List<String>>();
    for (int p = 0; p < peers.size(); p++) {
      rows.add(
          List.of(
              peers.get(p).name(),
              "%.0f".formatted(perSecond),
              "%.2f".formatted(Medians.of(micros.get(p))),
              micros.get(p).stream().map("%.2f"::formatted).toList().toString()));
    }
    return new Section(
        "even-cost",
        "The processor's time per request at one rate",
        List.of("server", "per second", "µs per request", "each round"),
        rows,
        List.of("Medians of %d rounds of %d s.".formatted(2 * rounds, counted.toSeconds())));
  }

  private double micros(Peer peer, Map<String, List<Want>> wants, double perSecond)
      throws IOException {
    var pids = peer.pids();
    var before = ServerCost.of(pids);
    var report =
        Pace.run(
            Site.of(peer).address(),
            CONNECTIONS,
            wants.getOrDefault(peer.name(), List.of()),
            perSecond,
            Duration.ZERO,
            counted,
            Pace.Resting.SPINNING);
    return ServerCost.of(pids).cpuSince(before).toNanos() / 1e3 / report.latencies().count();
  }

  private PaceReport pace(Peer peer, Map<String, List<Want>> wants, double perSecond)
      throws IOException {
    return Pace.run(
        Site.of(peer).address(),
        CONNECTIONS,
        wants.getOrDefault(peer.name(), List.of()),
        perSecond,
        WARM_UP,
        counted,
        Pace.Resting.SPINNING);
  }

  private static String millis(double value) {
    return "%.3f".formatted(value);
  }
}
