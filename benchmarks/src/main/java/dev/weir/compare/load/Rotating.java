package dev.weir.compare.load;

import dev.weir.compare.origin.FixtureShape;
import dev.weir.testing.FixtureRegistry;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Cached packuments asked for in turn. What a server answers is taken once, and every later answer
 * must be the same to the byte.
 */
public final class Rotating {
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  private Rotating() {}

  /** Fills the server's cache with the packuments and says what to expect of it from now on. */
  public static List<Want> filled(Site site, Stock stock, Map<String, String> accept)
      throws IOException {
    var wants = new ArrayList<Want>();
    for (var item : stock.packages()) {
      var want = Want.get(site.path() + item.packumentPath(), accept, new Want.Body.Kept());
      var body = Stampede.run(site.address(), 1, want, PATIENCE).clients().get(0).kept();
      wants.add(want.body(Want.Body.exactly(body)));
    }
    return wants;
  }

  /** The packages that an {@link dev.weir.compare.origin.Origin} has for it. */
  public static Stock ofOrigin(int count) {
    return new Stock(
        FixtureShape.of(count, 0).stream()
            .filter(line -> line.role() == FixtureShape.Role.ROTATING)
            .map(line -> new Stock.Item(line.name(), line.versions(), line.tarballBytes()))
            .toList());
  }

  /** So many packages for it, in an origin. */
  public static Stock stock(FixtureRegistry origin, int count) {
    return Stock.small("rotating", count, 40).addTo(origin);
  }
}
