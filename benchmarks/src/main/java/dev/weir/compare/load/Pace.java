package dev.weir.compare.load;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/**
 * Sends requests at an even rate, whatever becomes of the answers, and measures each from the time
 * it was <em>due</em>: one that waits because a server stalls, or because all connections wait for
 * it, is counted as long as a user would have waited (no coordinated omission).
 *
 * <p>One thread, the caller's. It turns without rest unless it is to be {@link Resting#NAPPING},
 * which costs it some 60 us of precision and leaves the processor to others.
 */
public final class Pace {
  /** Between two looks at the connections. */
  public enum Resting {
    SPINNING,
    NAPPING
  }

  private static final long NAP = TimeUnit.MICROSECONDS.toNanos(20);
  private static final long PATIENCE = TimeUnit.SECONDS.toNanos(10);

  private final List<Want> wants;
  private final double perSecond;
  private final Resting resting;
  private final ArrayDeque<Link> idle = new ArrayDeque<>();
  private final Histogram latencies = new Histogram();
  private final Histogram lateness = new Histogram();
  private long begin;
  private long measureFrom;
  private long sent;
  private long answered;

  private Pace(List<Want> wants, double perSecond, Resting resting) {
    this.wants = wants;
    this.perSecond = perSecond;
    this.resting = resting;
  }

  /**
   * Runs the wants in turn.
   *
   * @param warmUp how long to go on before what comes is counted
   * @param counted how long to count
   * @throws WrongAnswerException if an answer isn't what was wanted, or stays out
   */
  public static PaceReport run(
      InetSocketAddress server,
      int connections,
      List<Want> wants,
      double perSecond,
      Duration warmUp,
      Duration counted,
      Resting resting)
      throws IOException {
    var pace = new Pace(wants, perSecond, resting);
    try (var links = Links.open(server, connections)) {
      return pace.run(links, warmUp, counted);
    }
  }

  private PaceReport run(Links links, Duration warmUp, Duration counted) throws IOException {
    idle.addAll(links.all());
    links.whenAnswered(this::answered);
    begin = System.nanoTime();
    measureFrom = begin + warmUp.toNanos();
    long all = (long) ((warmUp.toNanos() + counted.toNanos()) / 1e9 * perSecond);
    long end = measureFrom + counted.toNanos() + PATIENCE;
    while (answered < all) {
      long now = System.nanoTime();
      sendDue(now, all);
      links.poll();
      if (now > end) {
        throw new WrongAnswerException("%d answers stayed out".formatted(all - answered));
      }
      if (resting == Resting.NAPPING) {
        LockSupport.parkNanos(NAP);
      }
    }
    return new PaceReport(perSecond, latencies, lateness);
  }

  private void sendDue(long now, long all) throws IOException {
    while (sent < all && !idle.isEmpty() && due(sent) <= now) {
      var link = idle.poll();
      long due = due(sent);
      link.send(wants.get((int) (sent % wants.size())), due);
      sent++;
      if (due >= measureFrom) {
        lateness.record(link.sent() - due);
      }
    }
  }

  private long due(long index) {
    return begin + (long) (index * 1e9 / perSecond);
  }

  private void answered(Link link) {
    answered++;
    if (link.due() >= measureFrom) {
      latencies.record(System.nanoTime() - link.due());
    }
    idle.add(link);
  }
}
