package dev.weir.compare.load;

import dev.weir.compare.peer.Peer;
import dev.weir.compare.report.Section;
import dev.weir.compare.run.Progress;
import dev.weir.testing.FixtureRegistry;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * What a server gives in the seconds after it was started, on one core: packuments in turn, each of
 * which it has to fetch once.
 */
final class FirstMinute {
  private static final int PACKAGES = 320;
  private static final int CONNECTIONS = 64;

  /** Few enough that a second is hardly overrun. */
  private static final int AT_ONCE = 640;

  private static final int SECONDS = 60;
  private static final List<Integer> SHOWN = List.of(1, 2, 3, 5, 10, 15, 30, 60);
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  private final Stock stock;
  private final Progress progress;

  FirstMinute(FixtureRegistry origin, Progress progress) {
    this.progress = progress;
    stock = Stock.small("first-minute", PACKAGES, 40).addTo(origin);
  }

  /** Starts and ends each of them. */
  Section measure(List<Peer> peers) throws IOException {
    var rows = new ArrayList<List<String>>();
    for (var peer : peers) {
      try (peer) {
        Starts.archiveClasses(peer);
        peer.close();
        peer.start();
        rows.add(row(peer));
      }
      progress.say("first minute %s", rows.get(rows.size() - 1));
    }
    var columns = new ArrayList<>(List.of("server"));
    SHOWN.forEach(second -> columns.add("second " + second));
    return new Section(
        "first-minute",
        "Answers in each of the seconds after ready, one core, cache empty at first",
        columns,
        rows,
        List.of("%d packuments in turn, %d connections.".formatted(PACKAGES, CONNECTIONS)));
  }

  private List<String> row(Peer peer) throws IOException {
    var site = Site.of(peer);
    var wants = new ArrayList<Want>();
    for (int i = 0; i < AT_ONCE; i++) {
      var name = stock.packages().get(i % PACKAGES).packumentPath();
      wants.add(Want.get(site.path() + name, Stock.ABBREVIATED, new Want.Body.Kept()));
    }
    var answered = new int[SECONDS];
    long start = System.nanoTime();
    int second = 0;
    while (second < SECONDS) {
      Fill.run(site.address(), CONNECTIONS, wants, PATIENCE);
      // Counted in the second in which the last of them came.
      second = (int) ((System.nanoTime() - start) / 1_000_000_000L);
      if (second < SECONDS) {
        answered[second] += AT_ONCE;
      }
    }
    // By its version, which tells what is set.
    var row = new ArrayList<>(List.of(peer.version()));
    SHOWN.forEach(shown -> row.add(Integer.toString(answered[shown - 1])));
    return row;
  }
}
