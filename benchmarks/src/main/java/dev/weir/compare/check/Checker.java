package dev.weir.compare.check;

import dev.weir.compare.peer.Peer;
import dev.weir.compare.workload.Workload;
import java.io.IOException;
import java.util.Collections;
import java.util.List;

/**
 * Asks a server for every target of a workload and compares status, length and decoded content with
 * the origin's. The first wrong answer ends it with a {@link WrongAnswerException}.
 */
public final class Checker {
  private Checker() {}

  /** Checks whole answers first and then, if the workload revalidates, those to their ETags. */
  public static Checked check(Peer peer, Workload workload) throws IOException {
    if (!workload.revalidating()) {
      return new CheckPass(peer, workload, workload.status(), none(workload)).run();
    }
    var whole = new CheckPass(peer, workload, 200, none(workload)).run();
    return recheck(peer, workload, whole);
  }

  /**
   * Checks again what was checked before; if the workload revalidates, ETags must still be good.
   */
  public static Checked recheck(Peer peer, Workload workload, Checked before) throws IOException {
    var conditions = workload.revalidating() ? before.etags() : none(workload);
    return new CheckPass(peer, workload, workload.status(), conditions).run();
  }

  private static List<String> none(Workload workload) {
    return Collections.nCopies(workload.targets().size(), "");
  }
}
