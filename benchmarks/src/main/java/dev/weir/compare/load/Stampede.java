package dev.weir.compare.load;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * Clients that all want the same thing at the same moment, each on a connection of its own that is
 * already open.
 */
public final class Stampede {
  private final List<StampedeReport.Client> done = new ArrayList<>();
  private long start;

  private Stampede() {}

  /**
   * Lets {@code clients} ask at once and waits until each has its whole answer.
   *
   * @throws WrongAnswerException if an answer isn't what was wanted, if they differ, or if one
   *     stays out longer than {@code patience}
   */
  public static StampedeReport run(
      InetSocketAddress server, int clients, Want want, Duration patience) throws IOException {
    var stampede = new Stampede();
    try (var links = Links.open(server, clients)) {
      stampede.run(links, want, patience);
    }
    sameForAll(want, stampede.done);
    return new StampedeReport(stampede.done);
  }

  private void run(Links links, Want want, Duration patience) throws IOException {
    links.whenAnswered(this::answered);
    start = System.nanoTime();
    for (var link : links.all()) {
      link.send(want, start);
    }
    while (done.size() < links.all().size()) {
      links.await(100);
      if (System.nanoTime() - start > patience.toNanos()) {
        throw new WrongAnswerException(
            "%s: %d of %d clients have no answer after %d ms"
                .formatted(
                    want.target(),
                    links.all().size() - done.size(),
                    links.all().size(),
                    TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - start)));
      }
    }
  }

  private void answered(Link link) {
    long now = System.nanoTime();
    var reply = link.reply();
    done.add(
        new StampedeReport.Client(
            Duration.ofNanos(link.firstByte() - start),
            Duration.ofNanos(now - start),
            reply.received(),
            reply.keptBody()));
  }

  private static void sameForAll(Want want, List<StampedeReport.Client> done) {
    var first = done.get(0).kept();
    for (var client : done) {
      if (!Arrays.equals(first, client.kept())) {
        throw new WrongAnswerException(want.target() + ": not all clients got the same bytes");
      }
    }
  }
}
