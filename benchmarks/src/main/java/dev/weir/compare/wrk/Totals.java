package dev.weir.compare.wrk;

import dev.weir.compare.check.Checked;
import dev.weir.compare.check.WrongAnswerException;
import dev.weir.compare.peer.Peer;
import dev.weir.compare.workload.Workload;

/**
 * Whether wrk's totals are what so many right answers come to: no connection broke, every status
 * was right as far as wrk can tell, and the bytes are those of the answers that were checked.
 *
 * <p>wrk counts an answer when it has all of it, but bytes as they come: so up to one answer for
 * each connection may be missing from the count. Some servers' heads vary by a few bytes ({@code
 * Age}, {@code X-Varnish}).
 */
public final class Totals {
  /** What heads of one server may differ by. */
  private static final int HEAD_SLACK = 24;

  private Totals() {}

  /** Throws a {@link WrongAnswerException} if they are not. */
  public static void check(Peer peer, Workload workload, Checked checked, WrkReport report) {
    if (report.broken() > 0) {
      throw wrong(
          peer,
          workload,
          "no connection that breaks",
          report.broken() + " after " + report.requests() + " answers");
    }
    long refused = workload.status() >= 400 ? report.requests() : 0;
    if (report.status() != refused) {
      throw wrong(
          peer,
          workload,
          refused + " answers of 400 and above",
          report.status() + " of " + report.requests());
    }
    bytes(peer, workload, checked, report);
  }

  private static void bytes(Peer peer, Workload workload, Checked checked, WrkReport report) {
    long largest = checked.wireBytes().stream().mapToLong(Long::longValue).max().orElse(0);
    long expected = expected(checked, report.requests());
    long slack = report.requests() * HEAD_SLACK;
    // Answers may overtake each other: one per connection may stand for a larger or a smaller one.
    long pending = Wrk.connections() * largest;
    long least = expected - slack - (checked.wireBytes().size() == 1 ? 0 : pending);
    long most = expected + slack + pending;
    if (report.bytes() < least || report.bytes() > most) {
      throw wrong(
          peer,
          workload,
          "%d to %d bytes in %d answers".formatted(least, most, report.requests()),
          report.bytes() + " bytes");
    }
  }

  /** Of so many answers, in the order in which they are asked for. */
  private static long expected(Checked checked, long requests) {
    var sizes = checked.wireBytes();
    long all = sizes.stream().mapToLong(Long::longValue).sum();
    long rest = sizes.stream().limit(requests % sizes.size()).mapToLong(Long::longValue).sum();
    return requests / sizes.size() * all + rest;
  }

  private static WrongAnswerException wrong(
      Peer peer, Workload workload, String expected, String got) {
    return new WrongAnswerException(peer.name(), workload.name() + " under load", expected, got);
  }
}
