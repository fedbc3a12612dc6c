package dev.weir.compare.load;

import dev.weir.compare.origin.Fixture;
import dev.weir.compare.peer.Peer;
import dev.weir.compare.report.Section;
import dev.weir.compare.run.Progress;
import dev.weir.testing.FixtureRegistry;
import dev.weir.testing.documents.FixturePackage;
import dev.weir.testing.server.Fault;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Two hundred clients that want one thing which isn't cached, at the same moment: a tarball, a
 * tarball of a slow origin, a packument. Each time it is a package that nobody asked for before.
 */
public final class Herds {
  private static final int CLIENTS = 200;
  private static final int TARBALL_BYTES = 4_500_000;
  private static final long SLOW_ORIGIN = 1_000_000;
  private static final int VERSIONS = 250; // make 68 KB as gzip
  private static final String VERSION = "2.0.0";
  private static final Duration LATENCY = Duration.ofMillis(200);
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  private final FixtureRegistry origin;
  private final Progress progress;
  private final int repetitions;
  private int used;

  public Herds(FixtureRegistry origin, Progress progress, int repetitions) {
    this.origin = origin;
    this.progress = progress;
    this.repetitions = repetitions;
  }

  /** What is asked for. */
  private enum Kind {
    TARBALL("4.5 MB tarball"),
    SLOW_TARBALL("4.5 MB tarball, origin 1 MB/s"),
    PACKUMENT("packument, 68 KB as gzip");

    private final String title;

    Kind(String title) {
      this.title = title;
    }
  }

  private record Outcome(
      long originRequests,
      double seconds,
      double single,
      double firstByteMillis,
      double spreadMillis,
      long peakBytes) {}

  /** Measures each of the servers, which run. */
  public Section measure(List<Peer> peers) throws IOException {
    var rows = new ArrayList<List<String>>();
    for (var kind : Kind.values()) {
      var outcomes = new ArrayList<List<Outcome>>();
      peers.forEach(peer -> outcomes.add(new ArrayList<>()));
      for (int i = 0; i <= repetitions(kind); i++) {
        for (int p = 0; p < peers.size(); p++) {
          var outcome = once(kind, peers.get(p));
          if (i > 0 || kind == Kind.SLOW_TARBALL) {
            outcomes.get(p).add(outcome);
          }
        }
      }
      for (int p = 0; p < peers.size(); p++) {
        rows.add(row(kind, peers.get(p), outcomes.get(p)));
        progress.say("%s", rows.get(rows.size() - 1));
      }
    }
    return new Section(
        "herds",
        "200 clients, one thing that isn't cached, origin 200 ms",
        List.of(
            "what, by whom",
            "origin requests",
            "s until all have it",
            "s of a single client",
            "first byte, ms",
            "last client's first byte later by, ms",
            "peak RSS, MB"),
        rows,
        List.of(
            "Medians of " + repetitions + ", after one more (the slow origin's: one run).",
            "Every client's bytes are compared with the origin's (tarball) or with each other's.",
            "What the packument says is compared with the origin's afterwards."));
  }

  /** Beside one more, the first, that isn't counted. */
  private int repetitions(Kind kind) {
    return kind == Kind.SLOW_TARBALL ? 0 : repetitions;
  }

  private Outcome once(Kind kind, Peer peer) throws IOException {
    var site = Site.of(peer);
    var alone = Stampede.run(site.address(), 1, fresh(kind, site).want, PATIENCE);
    var shared = fresh(kind, site);
    var pids = peer.pids();
    ServerCost.resetPeak(pids);
    var all = Stampede.run(site.address(), CLIENTS, shared.want, PATIENCE);
    long peak = ServerCost.of(pids).peakBytes();
    var first = all.earliestFirstByte();
    long asked = origin.requests(shared.originPath);
    shared.truth.check(peer, Fixture.FULL);
    return new Outcome(
        asked,
        seconds(all.end()),
        seconds(alone.end()),
        seconds(first) * 1e3,
        seconds(all.latestFirstByte().minus(first)) * 1e3,
        peak);
  }

  private record Fresh(String originPath, Want want, Packuments truth) {}

  /** Something that nobody has asked for, and how the origin is to answer for it. */
  private Fresh fresh(Kind kind, Site site) throws IOException {
    var name = "herd-" + used++;
    boolean packument = kind == Kind.PACKUMENT;
    origin.add(
        FixturePackage.of(name)
            .versions(packument ? VERSIONS : 1)
            .version(VERSION, version -> version.tarballBytes(packument ? 0 : TARBALL_BYTES)));
    var path = packument ? "/" + name : FixtureRegistry.tarballPath(name, VERSION);
    var tarball = origin.tarball(name, VERSION).bytes();
    prepare(name);
    var truth = Packuments.of(java.net.URI.create(origin.url()), List.of(name));
    origin.resetCounters();
    var late = Fault.always().delay(LATENCY);
    origin.fault("/" + name, late);
    origin.fault(path, kind == Kind.SLOW_TARBALL ? late.throttle(SLOW_ORIGIN) : late);
    return new Fresh(
        path,
        Want.get(
            site.path() + path.substring(1),
            packument ? Stock.FULL : Map.of(),
            packument ? new Want.Body.Kept() : Want.Body.exactly(tarball)),
        truth);
  }

  /** The origin makes its documents when they are asked for; that is not to be measured. */
  private void prepare(String name) {
    try {
      var site = Site.of(java.net.URI.create(origin.url()));
      for (var form : List.of(Stock.FULL, Stock.ABBREVIATED)) {
        Stampede.run(
            site.address(),
            1,
            Want.get(site.path() + name, form, new Want.Body.Kept()),
            Duration.ofSeconds(20));
      }
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }

  private static List<String> row(Kind kind, Peer peer, List<Outcome> outcomes) {
    return List.of(
        kind.title + ", " + peer.name(),
        Long.toString(outcomes.stream().mapToLong(Outcome::originRequests).max().orElseThrow()),
        "%.3f".formatted(median(outcomes, Outcome::seconds)),
        "%.3f".formatted(median(outcomes, Outcome::single)),
        "%.1f".formatted(median(outcomes, Outcome::firstByteMillis)),
        "%.1f".formatted(median(outcomes, Outcome::spreadMillis)),
        "%.0f".formatted(median(outcomes, outcome -> outcome.peakBytes() / 1e6)));
  }

  private static double median(
      List<Outcome> outcomes, java.util.function.ToDoubleFunction<Outcome> figure) {
    return Medians.of(outcomes.stream().mapToDouble(figure).boxed().toList());
  }

  private static double seconds(Duration time) {
    return time.toNanos() / 1e9;
  }
}
