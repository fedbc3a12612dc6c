package dev.weir.compare.load;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.weir.compare.peer.Weir;
import dev.weir.compare.process.ProcessCosts;
import dev.weir.compare.report.Section;
import dev.weir.compare.run.Progress;
import dev.weir.compare.wire.Loopback;
import dev.weir.testing.FixtureRegistry;
import dev.weir.testing.documents.FixturePackage;
import java.io.IOException;
import java.net.HttpURLConnection;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.LongStream;
import java.util.stream.Stream;

/** What a hot request costs Weir, and what Weir weighs, as packages and repositories are added. */
final class Growth {
  private static final int CONNECTIONS = 64;
  private static final int BATCH = 500;
  private static final int REQUESTS = 160_000;
  private static final int ROUNDS = 5;
  private static final int WARM_UPS = 2;
  private static final int HOT = 10;
  private static final int SPREAD = 1000;
  private static final Duration TIME_TO_FILL = Duration.ofMinutes(4);
  private static final Duration PATIENCE = Duration.ofSeconds(60);
  private static final List<Integer> REPOSITORIES = List.of(1, 50, 500);

  private final FixtureRegistry origin;
  private final Progress progress;
  private final List<Integer> sizes;
  private int cached;

  /**
   * @param most how many packages to cache at most
   */
  Growth(FixtureRegistry origin, Progress progress, int most) {
    this.origin = origin;
    this.progress = progress;
    sizes = Stream.of(HOT, 1000, 100_000).map(size -> Math.min(size, most)).distinct().toList();
  }

  private record Cost(double micros, double perSecond) {}

  /** Packages first, then repositories; the server runs and has nothing cached. */
  List<Section> measure(Weir weir) throws IOException {
    fill(weir, HOT, Long.MAX_VALUE);
    // Else the first row pays for the compiler.
    for (int i = 0; i < WARM_UPS; i++) {
      cost(weir, hot(weir, Site.of(weir).path()));
    }
    return List.of(packages(weir), repositories(weir));
  }

  private Section packages(Weir weir) throws IOException {
    var rows = new ArrayList<List<String>>();
    long end = System.nanoTime() + TIME_TO_FILL.toNanos();
    for (int size : sizes) {
      fill(weir, size, end);
      var site = Site.of(weir);
      rows.add(row(weir, cached, hot(weir, site.path()), expected(site, spread(site.path()))));
    }
    var note =
        "Filled with %d connections; at most %d s for all, in which %d of %d were reached."
            .formatted(CONNECTIONS, TIME_TO_FILL.toSeconds(), cached, sizes.get(sizes.size() - 1));
    return section("growth-packages", "cached packages", "the same ten", "up to 1,000 of all", rows)
        .noted(note);
  }

  private Section repositories(Weir weir) throws IOException {
    var rows = new ArrayList<List<String>>();
    var paths = new ArrayList<String>();
    var first = Site.of(weir).path();
    paths.add(first);
    for (int count : REPOSITORIES) {
      while (paths.size() < count) {
        var name = "growth-" + paths.size();
        create(weir, name);
        paths.add(first.substring(0, first.lastIndexOf('/', first.length() - 2) + 1) + name + "/");
      }
      var turns = new ArrayList<String>();
      for (int i = 0; i < count; i++) {
        turns.add(paths.get(i) + name(i % HOT));
      }
      rows.add(row(weir, count, hot(weir, first), expected(Site.of(weir), turns)));
    }
    return section(
        "growth-repositories", "repositories", "ten by the first", "ten by all in turn", rows);
  }

  private static Section section(
      String name, String first, String one, String other, List<List<String>> rows) {
    return new Section(
            name,
            "What a hot packument costs by number of " + first,
            List.of(
                first,
                one + ", CPU µs",
                "per second",
                other + ", CPU µs",
                "per second ",
                "store, MB",
                "RSS, MB"),
            rows,
            List.of("Medians of %d rounds of %d requests.".formatted(ROUNDS, REQUESTS)))
        .plotted(1);
  }

  private List<String> row(Weir weir, int count, List<Want> one, List<Want> other)
      throws IOException {
    var hot = cost(weir, one);
    var all = cost(weir, other);
    var row =
        List.of(
            Integer.toString(count),
            "%.2f".formatted(hot.micros),
            "%.0f".formatted(hot.perSecond),
            "%.2f".formatted(all.micros),
            "%.0f".formatted(all.perSecond),
            "%.1f".formatted(size(weir.data()) / 1e6),
            "%.0f".formatted(ProcessCosts.resident(weir.pids()) / 1e6));
    progress.say("growth %s", row);
    return row;
  }

  /** After one round that isn't counted. */
  private static Cost cost(Weir weir, List<Want> wants) throws IOException {
    var many = new ArrayList<Want>();
    while (many.size() < REQUESTS) {
      many.addAll(wants);
    }
    var micros = new ArrayList<Double>();
    var rates = new ArrayList<Double>();
    for (int round = 0; round <= ROUNDS; round++) {
      var before = ServerCost.of(weir.pids());
      var report = Fill.run(Site.of(weir).address(), CONNECTIONS, many, PATIENCE);
      var used = ServerCost.of(weir.pids()).cpuSince(before);
      if (round > 0) {
        micros.add(used.toNanos() / 1e3 / many.size());
        rates.add(many.size() / (report.time().toNanos() / 1e9));
      }
    }
    return new Cost(Medians.of(micros), Medians.of(rates));
  }

  private void fill(Weir weir, int size, long end) throws IOException {
    var site = Site.of(weir);
    while (cached < size && System.nanoTime() < end) {
      var batch = new ArrayList<Want>();
      for (; cached < size && batch.size() < BATCH; cached++) {
        origin.add(FixturePackage.of(name(cached)).versions(1));
        batch.add(want(site.path() + name(cached)));
      }
      Fill.run(site.address(), CONNECTIONS, batch, PATIENCE);
    }
  }

  private static List<Want> hot(Weir weir, String path) throws IOException {
    return expected(
        Site.of(weir), Stream.iterate(0, i -> i + 1).limit(HOT).map(i -> path + name(i)).toList());
  }

  private List<String> spread(String path) {
    int count = Math.min(SPREAD, cached);
    return LongStream.range(0, count).mapToObj(i -> path + name(i * cached / count)).toList();
  }

  /** What the server answers now must come again, to the byte. */
  private static List<Want> expected(Site site, List<String> targets) throws IOException {
    var wants = new ArrayList<Want>();
    for (var target : targets) {
      var body = Stampede.run(site.address(), 1, want(target), PATIENCE).clients().get(0).kept();
      wants.add(want(target).body(Want.Body.exactly(body)));
    }
    return wants;
  }

  private static Want want(String target) {
    return Want.get(target, Stock.ABBREVIATED, new Want.Body.Kept());
  }

  private static String name(long number) {
    return "growth-" + number;
  }

  private static void create(Weir weir, String name) throws IOException {
    var base = weir.base();
    var root = base.getScheme() + "://" + base.getRawAuthority();
    var ask = URI.create(root + "/v1/repository?domain=local&repository=" + name);
    var connection = (HttpURLConnection) Loopback.require(ask).toURL().openConnection();
    connection.setRequestMethod("POST");
    connection.setRequestProperty("Content-Type", "application/json");
    connection.setDoOutput(true);
    var own = base.getPath().substring(base.getPath().lastIndexOf('/') + 1);
    var body = Map.of("upstreams", List.of(Map.of("repositoryName", own)));
    var json = tools.jackson.databind.json.JsonMapper.shared().writeValueAsString(body);
    connection.getOutputStream().write(json.getBytes(UTF_8));
    if (connection.getResponseCode() != 200) {
      throw new WrongAnswerException(
          "%s: %d (expected: 200)".formatted(ask, connection.getResponseCode()));
    }
    connection.getInputStream().readAllBytes();
  }

  /** Of all files; those that vanish meanwhile count nothing. */
  private static long size(Path folder) throws IOException {
    try (var files = Files.walk(folder)) {
      return files.map(Path::toFile).filter(java.io.File::isFile).mapToLong(f -> f.length()).sum();
    }
  }
}
