package dev.weir.compare.load;

import dev.weir.testing.FixtureRegistry;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * Lets a server work on a cold cache, and on a warm one, until its code is compiled, with packages
 * that are used for nothing else. A JVM on one processor takes long for that: after ten thousand
 * cold requests a quarter of its time is still the compiler's.
 */
public final class WarmUp {
  private static final int CLIENTS = 32;
  private static final int AT_ONCE = 250;
  private static final int WARM_READS = 3;
  private static final Duration PATIENCE = Duration.ofMinutes(2);

  private final FixtureRegistry origin;
  private final List<Stock> stocks = new ArrayList<>();

  private WarmUp(FixtureRegistry origin) {
    this.origin = origin;
  }

  /** Makes so many small packages. */
  public static WarmUp of(FixtureRegistry origin, int packages) {
    var warmUp = new WarmUp(origin);
    for (int i = 0; i < packages / AT_ONCE; i++) {
      warmUp.stocks.add(Stock.small("warm-up-" + i, AT_ONCE).addTo(origin));
    }
    return warmUp;
  }

  /** Asks for all of them, or for as many as {@code time} allows. */
  public void run(Site site, Duration time) throws IOException {
    long end = System.nanoTime() + time.toNanos();
    for (var stock : stocks) {
      if (System.nanoTime() > end) {
        return;
      }
      var wants = stock.wants(site.path(), Stock.ABBREVIATED, origin);
      for (int i = 0; i <= WARM_READS; i++) {
        Fill.run(site.address(), CLIENTS, wants, PATIENCE);
      }
    }
  }
}
