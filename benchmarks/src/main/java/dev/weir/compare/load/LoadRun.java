package dev.weir.compare.load;

import dev.weir.compare.origin.Origin;
import dev.weir.compare.peer.Nginx;
import dev.weir.compare.peer.Peer;
import dev.weir.compare.peer.Plain;
import dev.weir.compare.peer.Varnish;
import dev.weir.compare.peer.Verdaccio;
import dev.weir.compare.peer.Weir;
import dev.weir.compare.process.Pinned;
import dev.weir.compare.report.Section;
import dev.weir.compare.run.Progress;
import dev.weir.compare.wire.Header;
import dev.weir.testing.FixtureRegistry;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;

/** The measurements that wrk cannot make, each with servers of its own in front of one origin. */
public final class LoadRun implements AutoCloseable {
  public static final String HERDS = "herds";
  public static final String COLD_FILL = "cold-fill";
  public static final String EVEN_RATE = "even-rate";
  public static final String INGEST = "ingest";
  public static final String STARTS = "starts";
  public static final String FIRST_MINUTE = "first-minute";
  public static final String INSTALLS = "installs";
  public static final String GROWTH = "growth";

  /** All of them, in the order in which they are run. */
  public static final List<String> NAMES =
      List.of(HERDS, COLD_FILL, EVEN_RATE, INGEST, STARTS, FIRST_MINUTE, INSTALLS, GROWTH);

  private static final int REPETITIONS = 3;
  private static final int HERDS_EACH = 5;
  private static final int BEFORE_MAXIMUM = 6;
  private static final int INSTALLS_EACH = 5;
  private static final int STARTS_EACH = 5;
  private static final int WARM_UP_PACKAGES = 10_000;
  private static final Duration WARM_UP = Duration.ofSeconds(90);
  private static final Duration PACED = Duration.ofSeconds(10);
  private static final Duration INGESTING = Duration.ofSeconds(60);
  private static final Duration PATIENCE = Duration.ofSeconds(60);
  private static final int ROTATING = 320;
  private static final int CONNECTIONS = 64;

  private final FixtureRegistry origin = FixtureRegistry.start();
  private final List<Peer> started = new ArrayList<>();
  private final Path launcher;
  private final Path verdaccio;
  private final List<String> wantedPeers;
  private final int growthPackages;
  private final Progress progress;

  /**
   * @param launcher {@code bin/weir}
   * @param verdaccio where it is installed
   * @param wantedPeers names of servers; Weir runs in any case
   * @param growthPackages how many packages to cache at most
   */
  public LoadRun(
      Path launcher,
      Path verdaccio,
      List<String> wantedPeers,
      int growthPackages,
      Progress progress) {
    this.launcher = launcher;
    this.verdaccio = verdaccio;
    this.wantedPeers = List.copyOf(wantedPeers);
    this.growthPackages = growthPackages;
    this.progress = progress;
  }

  /** Runs what is wanted of {@link #NAMES}. */
  public List<Section> run(List<String> wanted) throws IOException {
    var sections = new ArrayList<Section>();
    if (wanted.contains(HERDS)) {
      sections.add(
          new Herds(origin, progress, HERDS_EACH).measure(warm(weir(), nginx(), varnish())));
      end();
    }
    if (wanted.contains(COLD_FILL)) {
      var fill = new ColdFill(origin, progress, REPETITIONS);
      sections.add(fill.measure(warm(weir(), nginx(), varnish(), verdaccio())));
      end();
    }
    if (wanted.contains(EVEN_RATE)) {
      sections.addAll(evenRate());
      end();
    }
    if (wanted.contains(INGEST)) {
      sections.add(ingest());
      end();
    }
    if (wanted.contains(STARTS)) {
      sections.add(new Starts(origin, progress, STARTS_EACH).measure(onTwoCores()));
    }
    if (wanted.contains(FIRST_MINUTE)) {
      var practised = List.of("warm-up.time=5s");
      sections.add(
          new FirstMinute(origin, progress)
              .measure(
                  present(
                      weir(),
                      new Weir("weir", launcher, url(), Pinned.SERVER, practised),
                      nginx())));
    }
    if (wanted.contains(INSTALLS)) {
      // Beside Verdaccio, where the launcher installs it.
      var pnpm = verdaccio.resolveSibling("pnpm");
      var installs = new Installs(origin, progress, INSTALLS_EACH, pnpm);
      sections.add(installs.measure(warm(weir(), nginx())));
      end();
    }
    if (wanted.contains(GROWTH)) {
      sections.addAll(growth());
    }
    return sections;
  }

  private List<Section> growth() throws IOException {
    try (var weir = new Weir("weir", launcher, url(), Pinned.SERVER, List.of())) {
      weir.start();
      return new Growth(origin, progress, growthPackages).measure(weir);
    }
  }

  private List<Peer> onTwoCores() {
    return present(
        new Weir("weir", launcher, url(), Pinned.ANYWHERE, List.of()),
        new Nginx(url(), Pinned.ANYWHERE),
        new Varnish(url(), Pinned.ANYWHERE),
        new Verdaccio(verdaccio, url(), Pinned.ANYWHERE));
  }

  private Section ingest() throws IOException {
    var pauses = Files.createTempFile("weir-pauses", ".log");
    try (var apart = Origin.startNiced(ROTATING)) {
      var weir =
          new Weir("weir", launcher, withoutSlash(apart.url()), Pinned.ANYWHERE, List.of())
              .withJava("-Xlog:gc,safepoint:file=" + pauses);
      weir.start();
      started.add(weir);
      var site = Site.of(weir);
      var expected = Rotating.filled(site, Rotating.ofOrigin(ROTATING), Stock.ABBREVIATED);
      double rate = 0.3 * maximum(site, expected);
      progress.say("weir: %.0f per second beside the ingest", rate);
      return new IngestBeside(apart, progress).measure(site, expected, rate, INGESTING, pauses);
    } finally {
      Files.deleteIfExists(pauses);
    }
  }

  private List<Section> evenRate() throws IOException {
    var weir = weir();
    var peers = present(weir, new Plain("fixed", weir, Pinned.SERVER), nginx(), varnish());
    var stock = Rotating.stock(origin, ROTATING);
    var targets = stock.packages().stream().map(item -> "/" + item.name()).toList();
    var headers =
        Stock.ABBREVIATED.entrySet().stream()
            .map(header -> new Header(header.getKey(), header.getValue()))
            .toList();
    var wants = new HashMap<String, List<Want>>();
    var maximum = new HashMap<String, Double>();
    for (var peer : peers) {
      peer.start();
      started.add(peer);
      peer.prepare(headers, targets);
      var expected = Rotating.filled(Site.of(peer), stock, Stock.ABBREVIATED);
      wants.put(peer.name(), expected);
      maximum.put(peer.name(), maximum(Site.of(peer), expected));
      progress.say("%s: at most %.0f per second", peer.name(), maximum.get(peer.name()));
    }
    var rate = new EvenRate(progress, PACED, REPETITIONS);
    double shared = Collections.min(maximum.values()) / 3;
    return List.of(rate.latencies(peers, wants, maximum), rate.cost(peers, wants, shared));
  }

  /** As many as come when each of the connections asks again at once, once the code is compiled. */
  private static double maximum(Site site, List<Want> wants) throws IOException {
    var all = new ArrayList<Want>();
    for (int i = 0; i < 200; i++) {
      all.addAll(wants);
    }
    for (int i = 0; i < BEFORE_MAXIMUM; i++) {
      Fill.run(site.address(), CONNECTIONS, all, PATIENCE);
    }
    var report = Fill.run(site.address(), CONNECTIONS, all, PATIENCE);
    return all.size() / (report.time().toNanos() / 1e9);
  }

  /**
   * Starts those that can be; Weir, whose code is compiled as it runs, works for a minute and a
   * half first.
   */
  private List<Peer> warm(Peer... peers) throws IOException {
    var warmUp = WarmUp.of(origin, WARM_UP_PACKAGES);
    var present = present(peers);
    for (var peer : present) {
      progress.say("starting %s", peer.name());
      peer.start();
      started.add(peer);
      warmUp.run(Site.of(peer), peer instanceof Weir ? WARM_UP : Duration.ofSeconds(1));
    }
    return present;
  }

  private List<Peer> present(Peer... peers) {
    var present = new ArrayList<Peer>();
    for (var peer : peers) {
      if (!wantedPeers.contains(peer.name())) {
        continue;
      }
      peer.absentReason()
          .ifPresentOrElse(
              reason -> progress.say("%s is absent: %s", peer.name(), reason),
              () -> present.add(peer));
    }
    return present;
  }

  private Peer weir() {
    return new Weir("weir", launcher, url(), Pinned.SERVER, List.of());
  }

  private Peer nginx() {
    return new Nginx(url(), Pinned.SERVER);
  }

  private Peer varnish() {
    return new Varnish(url(), Pinned.SERVER);
  }

  private Peer verdaccio() {
    return new Verdaccio(verdaccio, url(), Pinned.SERVER);
  }

  private URI url() {
    return withoutSlash(URI.create(origin.url()));
  }

  private static URI withoutSlash(URI base) {
    var url = base.toString();
    return URI.create(url.substring(0, url.length() - 1));
  }

  private void end() {
    started.forEach(Peer::close);
    started.clear();
  }

  @Override
  public void close() {
    end();
    origin.close();
  }
}
