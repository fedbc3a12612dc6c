package dev.weir.compare;

import dev.weir.compare.peer.Peer;
import dev.weir.compare.process.ProcessCosts;
import dev.weir.compare.report.Section;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** How much memory each server has resident before the load, after it, and at most between. */
final class MemoryTable {
  private static final String NONE = "–";

  private final List<Peer> peers;
  private final Map<String, String> before = new HashMap<>();

  /** Looks at servers that have just been started. */
  MemoryTable(List<Peer> peers) throws IOException {
    this.peers = peers;
    for (var peer : peers) {
      before.put(peer.name(), megabytes(ProcessCosts.resident(peer.pids())));
    }
  }

  /** Looks again. */
  Section section() throws IOException {
    var rows = new ArrayList<List<String>>();
    for (var peer : peers) {
      var pids = peer.pids();
      rows.add(
          List.of(
              peer.name(),
              before.getOrDefault(peer.name(), NONE),
              megabytes(ProcessCosts.resident(pids)),
              megabytes(ProcessCosts.peakResident(pids))));
    }
    return new Section(
        "memory",
        "Resident memory in MB",
        List.of("server", "idle", "after the load", "at most"),
        rows,
        List.of(
            "All processes of a server, so memory that they share counts in each. Plain Netty starts"
                + " only when it knows what it will be asked."));
  }

  private static String megabytes(long bytes) {
    return bytes == 0 ? NONE : String.format(Locale.ROOT, "%,.0f", bytes / 1e6);
  }
}
