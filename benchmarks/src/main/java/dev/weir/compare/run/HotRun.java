package dev.weir.compare.run;

import dev.weir.compare.check.Checked;
import dev.weir.compare.check.Checker;
import dev.weir.compare.peer.Peer;
import dev.weir.compare.process.ProcessCosts;
import dev.weir.compare.workload.Workload;
import dev.weir.compare.wrk.Totals;
import dev.weir.compare.wrk.WrkReport;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * Measures servers that have everything cached, as fast as they can: each workload is checked,
 * warmed up, loaded in rounds that go through all servers in turn, so that the machine's drift hits
 * all alike, and checked again.
 *
 * <p>A wrong answer, before, during or after, ends the run with an exception.
 */
public final class HotRun {
  private final Load load;
  private final Rounds rounds;
  private final Budget budget;
  private final Progress progress;

  public HotRun(Load load, Rounds rounds, Budget budget, Progress progress) {
    this.load = load;
    this.rounds = rounds;
    this.budget = budget;
    this.progress = progress;
  }

  /** One server with its own form of the workload. */
  private record Entry(Contender contender, Workload workload, Checked checked) {
    Peer peer() {
      return contender.peer();
    }
  }

  /**
   * Measures one workload; empty if there is no time left even for one round.
   *
   * @param targets all that will ever be asked with this workload's headers
   */
  public Optional<Measured> measure(
      Workload workload, List<Contender> contenders, List<String> targets) throws IOException {
    if (!budget.allows(rounds.least(contenders.size()))) {
      progress.say("%s: left out, no time", workload.name());
      return Optional.empty();
    }
    progress.say("%s: checking %d servers", workload.name(), contenders.size());
    var entries = new ArrayList<Entry>();
    for (var contender : contenders) {
      entries.add(prepared(contender, workload, targets));
    }
    warmUp(entries);
    var samples = rounds(workload, entries);
    for (var entry : entries) {
      entry.peer().prepare(workload.headers(), targets);
      Checker.recheck(entry.peer(), entry.workload(), entry.checked());
    }
    var peers =
        samples.entrySet().stream().map(e -> new Samples(e.getKey(), e.getValue())).toList();
    return Optional.of(new Measured(workload, peers));
  }

  private Entry prepared(Contender contender, Workload workload, List<String> targets)
      throws IOException {
    var own = contender.change().apply(workload);
    contender.peer().prepare(workload.headers(), targets);
    return new Entry(contender, own, Checker.check(contender.peer(), own));
  }

  private void warmUp(List<Entry> entries) throws IOException {
    if (rounds.warmUpSeconds() == 0) {
      return;
    }
    for (var entry : entries) {
      loaded(entry, rounds.warmUpSeconds());
    }
  }

  private Map<String, List<Sample>> rounds(Workload workload, List<Entry> entries)
      throws IOException {
    var samples = new LinkedHashMap<String, List<Sample>>();
    for (int round = 1; round <= rounds.count(); round++) {
      if (round > 1 && !budget.allows(rounds.one(entries.size()))) {
        progress.say("%s: no time for round %d", workload.name(), round);
        break;
      }
      for (var entry : entries) {
        samples
            .computeIfAbsent(entry.contender().name(), name -> new ArrayList<>())
            .add(sample(entry));
      }
      progress.say("%s: round %d, %s", workload.name(), round, latest(samples));
    }
    return samples;
  }

  private Sample sample(Entry entry) throws IOException {
    var pids = entry.peer().pids();
    var before = ProcessCosts.cpu(pids);
    var report = loaded(entry, rounds.seconds());
    var after = ProcessCosts.cpu(pids);
    return new Sample(report, seconds(after.minus(before)));
  }

  private WrkReport loaded(Entry entry, int seconds) throws IOException {
    var report = load.run(entry.peer(), entry.workload(), entry.checked(), seconds);
    Totals.check(entry.peer(), entry.workload(), entry.checked(), report);
    return report;
  }

  private static double seconds(Duration time) {
    return time.toNanos() / 1e9;
  }

  private static String latest(Map<String, List<Sample>> samples) {
    var text = new StringBuilder();
    samples.forEach(
        (peer, all) -> {
          var last = all.get(all.size() - 1);
          text.append(
              String.format(Locale.ROOT, "%s %.0f/s ", peer, last.wrk().requestsPerSecond()));
        });
    return text.toString().strip();
  }
}
