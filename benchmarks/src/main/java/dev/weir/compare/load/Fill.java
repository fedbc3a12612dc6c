package dev.weir.compare.load;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.Iterator;
import java.util.List;

/**
 * A list of requests worked off by some clients, each of which asks for the next one as soon as it
 * has its answer: what an install does to a cache that holds nothing yet.
 */
public final class Fill {
  private final Iterator<Want> rest;
  private int open;
  private long bytes;
  private long start;

  private Fill(List<Want> wants) {
    rest = wants.iterator();
    open = wants.size();
  }

  /**
   * Asks for everything, at most {@code clients} at a time.
   *
   * @throws WrongAnswerException if an answer isn't what was wanted, or if it takes longer than
   *     {@code patience}
   */
  public static FillReport run(
      InetSocketAddress server, int clients, List<Want> wants, Duration patience)
      throws IOException {
    var fill = new Fill(wants);
    try (var links = Links.open(server, clients)) {
      return fill.run(links, patience);
    }
  }

  private FillReport run(Links links, Duration patience) throws IOException {
    links.whenAnswered(this::answered);
    start = System.nanoTime();
    for (var link : links.all()) {
      next(link);
    }
    while (open > 0) {
      links.await(100);
      if (System.nanoTime() - start > patience.toNanos()) {
        throw new WrongAnswerException("%d answers stayed out".formatted(open));
      }
    }
    return new FillReport(Duration.ofNanos(System.nanoTime() - start), bytes);
  }

  private void answered(Link link) {
    open--;
    bytes += link.reply().received();
    next(link);
  }

  private void next(Link link) {
    if (rest.hasNext()) {
      try {
        link.send(rest.next(), System.nanoTime());
      } catch (IOException e) {
        throw new java.io.UncheckedIOException(e);
      }
    }
  }
}
