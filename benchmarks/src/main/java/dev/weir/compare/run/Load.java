package dev.weir.compare.run;

import dev.weir.compare.check.Checked;
import dev.weir.compare.peer.Peer;
import dev.weir.compare.workload.Workload;
import dev.weir.compare.wrk.WrkReport;
import java.io.IOException;

/** Asks a server as much as it can take. */
@FunctionalInterface
public interface Load {
  /** Goes on for so many seconds; {@code checked} says what the answers are. */
  WrkReport run(Peer peer, Workload workload, Checked checked, int seconds) throws IOException;
}
