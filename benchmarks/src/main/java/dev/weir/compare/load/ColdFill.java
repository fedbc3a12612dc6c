package dev.weir.compare.load;

import dev.weir.compare.peer.Peer;
import dev.weir.compare.report.Section;
import dev.weir.compare.run.Progress;
import dev.weir.compare.wire.Header;
import dev.weir.testing.FixtureRegistry;
import dev.weir.testing.server.Fault;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** Packuments and tarballs of 237 MB in all, none of them cached, by 32 clients at a time. */
public final class ColdFill {
  private static final int PACKAGES = 319;
  private static final long TARBALL_BYTES = 231_000_000;
  private static final int CLIENTS = 32;
  private static final Duration LATENCY = Duration.ofMillis(30);
  private static final Duration PATIENCE = Duration.ofSeconds(90);

  private final FixtureRegistry origin;
  private final Progress progress;
  private final List<Filled> fills = new ArrayList<>();

  /** What is asked for, and what the origin says of it. */
  private record Filled(Stock stock, Packuments truth) {}

  /** Makes the packages of so many repetitions; the first of them is not counted. */
  public ColdFill(FixtureRegistry origin, Progress progress, int repetitions) throws IOException {
    this.origin = origin;
    this.progress = progress;
    var site = Site.of(java.net.URI.create(origin.url()));
    for (int i = 0; i <= repetitions; i++) {
      var stock = Stock.of("fill-" + i, PACKAGES, TARBALL_BYTES).addTo(origin);
      for (var form : List.of(Stock.FULL, Stock.ABBREVIATED)) {
        // The origin makes its documents when they are asked for; that is not to be measured.
        Fill.run(site.address(), 4, stock.wants(site.path(), form, origin), PATIENCE);
      }
      fills.add(new Filled(stock, truth(stock)));
    }
  }

  private Packuments truth(Stock stock) throws IOException {
    var names = stock.packages().stream().map(Stock.Item::name).toList();
    return Packuments.of(java.net.URI.create(origin.url()), names);
  }

  /** Measures each of the servers, which run and are warm. */
  public Section measure(List<Peer> peers) throws IOException {
    origin.faultAll(Fault.always().delay(LATENCY));
    var rows = new ArrayList<List<String>>();
    for (var peer : peers) {
      rows.add(row(peer));
      progress.say("cold fill %s", rows.get(rows.size() - 1));
    }
    origin.clearFaults();
    return new Section(
        "cold-fill",
        "%d packuments and tarballs that aren't cached, %d at a time, origin 30 ms"
            .formatted(2 * PACKAGES, CLIENTS),
        List.of("server", "s", "CPU s", "CPU s behind it", "MB", "peak RSS, MB"),
        rows,
        List.of(
            "Medians of " + (fills.size() - 1) + " sets of packages, after one more.",
            "Tarballs are compared to the byte on the way, what packuments say afterwards.",
            "CPU behind it: in the second after the last answer."));
  }

  private List<String> row(Peer peer) throws IOException {
    var form = new Header("Accept", Stock.ABBREVIATED.getOrDefault("Accept", ""));
    var outcomes = new ArrayList<Outcome>();
    for (var fill : fills) {
      outcomes.add(once(peer, fill.stock));
      // As it was asked for: another form would be rendered, or fetched, for the check alone.
      fill.truth.check(peer, form);
    }
    var counted = outcomes.subList(1, outcomes.size());
    return List.of(
        peer.name(),
        "%.2f".formatted(Medians.of(counted.stream().map(Outcome::seconds).toList())),
        "%.2f".formatted(Medians.of(counted.stream().map(Outcome::cpu).toList())),
        "%.2f".formatted(Medians.of(counted.stream().map(Outcome::cpuBehind).toList())),
        "%.1f".formatted(counted.get(0).bytes / 1e6),
        "%.0f".formatted(counted.stream().mapToLong(Outcome::peak).max().orElseThrow() / 1e6));
  }

  private record Outcome(double seconds, double cpu, double cpuBehind, long bytes, long peak) {}

  private Outcome once(Peer peer, Stock stock) throws IOException {
    var site = Site.of(peer);
    var wants = stock.wants(site.path(), Stock.ABBREVIATED, origin);
    var pids = peer.pids();
    ServerCost.resetPeak(pids);
    var before = ServerCost.of(pids);
    var report = Fill.run(site.address(), CLIENTS, wants, PATIENCE);
    var after = ServerCost.of(pids);
    Pauses.sleep(Duration.ofSeconds(1));
    var later = ServerCost.of(pids);
    return new Outcome(
        report.time().toNanos() / 1e9,
        after.cpuSince(before).toNanos() / 1e9,
        later.cpuSince(after).toNanos() / 1e9,
        report.bytes(),
        later.peakBytes());
  }
}
