package dev.weir.compare;

import dev.weir.compare.load.LoadRun;
import dev.weir.compare.run.Rounds;
import dev.weir.compare.workload.Workloads;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What the command line asks for.
 *
 * @param smoke whether only bytes count, and seconds are saved
 * @param only names of workloads; {@code features} is one, and {@link LoadRun#NAMES} are more
 * @param peers names of servers
 * @param time what all rounds together may take
 * @param growthPackages how many packages {@code growth} caches at most
 */
record Options(
    boolean smoke,
    List<String> only,
    List<String> peers,
    Rounds rounds,
    Duration time,
    int growthPackages) {
  /** All servers, in the order of the tables. */
  static final List<String> PEERS =
      List.of("weir", "netty-fixed", "netty-encoded", "nginx", "varnish", "verdaccio");

  /** The costs of Weir's features, one by one. */
  static final String FEATURES = "features";

  private static final List<String> QUICK_PEERS =
      List.of("weir", "netty-fixed", "netty-encoded", "nginx");

  static final String HELP =
      """
      Usage: benchmarks/bin/compare [OPTION VALUE]…
      Runs Weir and other servers on loopback, in front of the same made-up registry, with the same
      requests; checks every server's answers; writes JSON, a Markdown table and plots.

        --only LIST      workloads: %s
        --peers LIST     servers: %s
        --rounds N       rounds that each figure is the median of (5)
        --seconds N      length of one round of one server (4)
        --warm-up N      seconds of load before the first round (5)
        --minutes N      time for all of it; rounds that would not fit are left out (30)
        --growth-packages N
                         most packages that "growth" caches (100000; with --smoke 1000)
        --results DIR    where to write (benchmarks/results/TIME)
        --smoke          one round of one second, without Varnish and Verdaccio: fails on wrong
                         bytes and never on time
        --no-install     report what is missing as absent instead of installing it
        --help           show this and stop

      Needs Linux, wrk, and two cores to mean anything. Only loopback is ever loaded.
      Exit codes: 0 done, 1 a server sent wrong bytes or did not start, 2 wrong usage.
      """
          .formatted(String.join(",", all()), String.join(",", PEERS));

  Options {
    only = List.copyOf(only);
    peers = List.copyOf(peers);
  }

  /** Throws {@link IllegalArgumentException} for what cannot be meant. */
  static Options parse(List<String> arguments) {
    boolean smoke = arguments.contains("--smoke");
    var defaults = smoke ? quickDefaults() : defaults();
    var values = new LinkedHashMap<>(defaults);
    for (var words = arguments.iterator(); words.hasNext(); ) {
      var name = words.next();
      if (name.equals("--smoke")) {
        continue;
      }
      if (!defaults.containsKey(name)) {
        throw new IllegalArgumentException(
            name + " (expected: --smoke, or one of " + String.join(" ", defaults.keySet()) + ")");
      }
      if (!words.hasNext()) {
        throw new IllegalArgumentException(name + " (expected: a value after it)");
      }
      values.put(name, words.next());
    }
    return of(smoke, values);
  }

  private static Map<String, String> defaults() {
    var defaults = new LinkedHashMap<String, String>();
    defaults.put("--only", String.join(",", all()));
    defaults.put("--peers", String.join(",", PEERS));
    defaults.put("--rounds", "5");
    defaults.put("--seconds", "4");
    defaults.put("--warm-up", "5");
    defaults.put("--minutes", "30");
    defaults.put("--growth-packages", "100000");
    return defaults;
  }

  private static Map<String, String> quickDefaults() {
    var defaults = defaults();
    defaults.put("--only", String.join(",", Workloads.names()) + "," + FEATURES);
    defaults.put("--peers", String.join(",", QUICK_PEERS));
    defaults.put("--rounds", "1");
    defaults.put("--seconds", "1");
    defaults.put("--warm-up", "0");
    defaults.put("--growth-packages", "1000");
    return defaults;
  }

  private static Options of(boolean smoke, Map<String, String> values) {
    var workloads = all();
    var peers = names("--peers", values, PEERS);
    if (!peers.contains("weir")) {
      throw new IllegalArgumentException(
          "--peers: " + String.join(",", peers) + " (expected: weir among them)");
    }
    return new Options(
        smoke,
        names("--only", values, workloads),
        peers,
        new Rounds(
            number("--rounds", values), number("--seconds", values), number("--warm-up", values)),
        Duration.ofMinutes(number("--minutes", values)),
        Math.max(10, number("--growth-packages", values)));
  }

  private static List<String> names(String option, Map<String, String> values, List<String> known) {
    var names = Arrays.asList(values.getOrDefault(option, "").split(",", -1));
    for (var name : names) {
      if (!known.contains(name)) {
        throw new IllegalArgumentException(
            option + ": " + name + " (expected: some of " + String.join(",", known) + ")");
      }
    }
    // In the order of the tables, whatever the order they were asked for in.
    return known.stream().filter(names::contains).toList();
  }

  private static int number(String option, Map<String, String> values) {
    var text = values.getOrDefault(option, "");
    try {
      int number = Integer.parseInt(text);
      if (number >= 0 && number <= 100_000) {
        return number;
      }
    } catch (NumberFormatException notOne) {
      // Said below.
    }
    throw new IllegalArgumentException(option + ": " + text + " (expected: a whole number)");
  }

  /** Everything that can be measured. */
  private static List<String> all() {
    var all = new ArrayList<>(Workloads.names());
    all.add(FEATURES);
    all.addAll(LoadRun.NAMES);
    return List.copyOf(all);
  }

  /** Whether anything but {@link LoadRun} is asked for. */
  boolean wantsHot() {
    return !LoadRun.NAMES.containsAll(only);
  }

  boolean wants(String workload) {
    return only.contains(workload);
  }

  /** For the report. */
  Map<String, String> shown() {
    var shown = new LinkedHashMap<String, String>();
    shown.put(
        "rounds",
        "%d of %d s, after %d s of warm-up"
            .formatted(rounds.count(), rounds.seconds(), rounds.warmUpSeconds()));
    return shown;
  }
}
