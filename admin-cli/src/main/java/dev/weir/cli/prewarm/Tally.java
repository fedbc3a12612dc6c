package dev.weir.cli.prewarm;

import dev.weir.cli.lockfile.LockedPackage;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Counts what came of a run's tarballs. Thread-safe. */
final class Tally {
  private final DoneList done;
  private final Progress progress;
  private final List<Failed> failed = new ArrayList<>();
  private int fetched;
  private int unchecked;
  private long bytes;
  private Optional<String> gone = Optional.empty();

  /** A tarball that is not there, and why. */
  record Failed(LockedPackage what, String reason) {}

  Tally(DoneList done, Progress progress) {
    this.done = done;
    this.progress = progress;
  }

  synchronized void add(LockedPackage one, Outcome outcome) {
    if (outcome instanceof Outcome.There there) {
      done.add(one);
      fetched++;
      unchecked += there.checked() ? 0 : 1;
      bytes += there.bytes();
    } else if (outcome instanceof Outcome.Missing missing) {
      failed.add(new Failed(one, missing.reason()));
    } else if (outcome instanceof Outcome.Gone now) {
      gone = Optional.of(now.reason());
      return;
    }
    progress.is(fetched + failed.size(), bytes);
  }

  /** Why there is no use in asking on, if there is none. */
  synchronized Optional<String> gone() {
    return gone;
  }

  synchronized int fetched() {
    return fetched;
  }

  /** How many of those fetched had nothing to be checked against. */
  synchronized int unchecked() {
    return unchecked;
  }

  synchronized long bytes() {
    return bytes;
  }

  synchronized List<Failed> failed() {
    return List.copyOf(failed);
  }
}
