package dev.weir.compare.load;

import dev.weir.compare.peer.Peer;
import dev.weir.compare.report.Section;
import dev.weir.compare.run.Progress;
import dev.weir.testing.FixtureRegistry;
import dev.weir.testing.server.Fault;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * A project of 300 packages installed by real clients, through each server: with all of it cached,
 * and with nothing of it cached and an origin that answers after 30 ms.
 */
final class Installs {
  private static final int PACKAGES = 300;
  private static final Duration LATENCY = Duration.ofMillis(30);
  private static final String NONE = "–";

  private final FixtureRegistry origin;
  private final Progress progress;
  private final int repetitions;
  private final List<InstallClient> clients;
  private int used;

  /**
   * @param pnpm where pnpm is if it isn't on the PATH
   */
  Installs(FixtureRegistry origin, Progress progress, int repetitions, Path pnpm) {
    this.origin = origin;
    this.progress = progress;
    this.repetitions = repetitions;
    clients = InstallClient.present(pnpm);
  }

  /** Measures each of the servers, which run and are warm. */
  Section measure(List<Peer> peers) throws IOException {
    var rows = new ArrayList<List<String>>();
    for (var client : clients) {
      rows.addAll(warm(client, peers));
      rows.addAll(cold(client, peers));
    }
    return new Section(
        "installs",
        "A project of %d packages with a lockfile, client's caches empty".formatted(PACKAGES),
        List.of("client, cache, server", "s", "server's CPU s", "each, s", "each, CPU s"),
        rows,
        List.of(
            "Medians of %d, the servers in turn. Client and origin share the other core."
                .formatted(repetitions),
            "Warm: one install more goes before. Cold: other packages each time, origin 30 ms.",
            "Every package's name and version are checked on disk, and their number."));
  }

  private record Outcome(double seconds, double cpu) {}

  private List<List<String>> warm(InstallClient client, List<Peer> peers) throws IOException {
    var project = project();
    for (var peer : peers) {
      client.install(project, base(peer));
    }
    var outcomes = empty(peers.size());
    for (int i = 0; i < repetitions; i++) {
      for (int p = 0; p < peers.size(); p++) {
        outcomes.get(p).add(once(client, project, peers.get(p)));
      }
    }
    var rows = new ArrayList<List<String>>();
    for (int p = 0; p < peers.size(); p++) {
      rows.add(row(client.title() + ", warm, " + peers.get(p).name(), outcomes.get(p), true));
    }
    return rows;
  }

  private List<List<String>> cold(InstallClient client, List<Peer> peers) throws IOException {
    var outcomes = empty(peers.size());
    var straight = new ArrayList<Outcome>();
    for (int i = 0; i < repetitions; i++) {
      var project = project();
      // The origin makes its tarballs when they are asked for; that is not to be measured.
      client.install(project, origin.url());
      origin.faultAll(Fault.always().delay(LATENCY));
      straight.add(new Outcome(client.install(project, origin.url()).toNanos() / 1e9, Double.NaN));
      for (int p = 0; p < peers.size(); p++) {
        outcomes.get(p).add(once(client, project, peers.get(p)));
      }
      origin.clearFaults();
    }
    var rows = new ArrayList<List<String>>();
    rows.add(row(client.title() + ", straight from the origin", straight, false));
    for (int p = 0; p < peers.size(); p++) {
      rows.add(row(client.title() + ", cold, " + peers.get(p).name(), outcomes.get(p), true));
    }
    return rows;
  }

  private static List<List<Outcome>> empty(int count) {
    var outcomes = new ArrayList<List<Outcome>>();
    for (int i = 0; i < count; i++) {
      outcomes.add(new ArrayList<>());
    }
    return outcomes;
  }

  private LockedProject project() {
    return new LockedProject(Stock.small("install-" + used++, PACKAGES).addTo(origin), origin);
  }

  private static Outcome once(InstallClient client, LockedProject project, Peer peer)
      throws IOException {
    var pids = peer.pids();
    var before = ServerCost.of(pids);
    var took = client.install(project, base(peer));
    return new Outcome(took.toNanos() / 1e9, ServerCost.of(pids).cpuSince(before).toNanos() / 1e9);
  }

  private List<String> row(String title, List<Outcome> outcomes, boolean server) {
    var seconds = outcomes.stream().map(Outcome::seconds).toList();
    var cpu = outcomes.stream().map(Outcome::cpu).toList();
    var row =
        List.of(
            title,
            shown(Medians.of(seconds)),
            server ? shown(Medians.of(cpu)) : NONE,
            String.join(" ", seconds.stream().map(Installs::shown).toList()),
            server ? String.join(" ", cpu.stream().map(Installs::shown).toList()) : NONE);
    progress.say("install %s", row);
    return row;
  }

  private static String shown(double value) {
    return "%.2f".formatted(value);
  }

  private static String base(Peer peer) {
    return peer.base() + "/";
  }
}
