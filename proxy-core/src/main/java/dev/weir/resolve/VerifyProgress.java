package dev.weir.resolve;

import java.util.ArrayList;
import java.util.List;

/** How far a {@link Verification} is and what it has found. Thread-safe. */
public final class VerifyProgress {
  /** Damaged tarballs that are named; the others are counted. */
  static final int MOST_NAMED = 1_000;

  private final List<Damage> damaged = new ArrayList<>();
  private boolean counted;
  private boolean stopped;
  private long of;
  private long ofBytes;
  private long done;
  private long doneBytes;
  private long unread;
  private long published;
  private long cached;
  private long lost;

  /**
   * A moment of it.
   *
   * @param counted whether {@code of} and {@code ofBytes} are known
   * @param of tarballs that there were when it began
   * @param done tarballs looked at
   * @param unread those that could not be read for a reason that passes, such as too much to do
   * @param published damaged ones that were published here
   * @param cached damaged ones of origins
   * @param lost those of them that could not be fetched again
   * @param damaged the first of both
   */
  public record Snapshot(
      boolean counted,
      long of,
      long ofBytes,
      long done,
      long doneBytes,
      long unread,
      long published,
      long cached,
      long lost,
      List<Damage> damaged) {
    public Snapshot {
      damaged = List.copyOf(damaged);
    }
  }

  public synchronized Snapshot snapshot() {
    return new Snapshot(
        counted, of, ofBytes, done, doneBytes, unread, published, cached, lost, damaged);
  }

  /** Has the run end with the chunk that it reads. */
  public synchronized void stop() {
    stopped = true;
  }

  synchronized boolean isStopped() {
    return stopped;
  }

  synchronized void expect(long bytes) {
    of++;
    ofBytes += bytes;
  }

  synchronized void counted() {
    counted = true;
  }

  synchronized void done(long bytes) {
    done++;
    doneBytes += bytes;
  }

  synchronized void unread() {
    unread++;
  }

  synchronized void damaged(Damage found) {
    if (found instanceof Damage.Cached dropped) {
      cached++;
      lost += dropped.lost().isPresent() ? 1 : 0;
    } else {
      published++;
    }
    if (damaged.size() < MOST_NAMED) {
      damaged.add(found);
    }
  }
}
