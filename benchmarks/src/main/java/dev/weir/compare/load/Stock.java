package dev.weir.compare.load;

import dev.weir.testing.FixtureRegistry;
import dev.weir.testing.documents.FixturePackage;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;

/**
 * Packages for an origin, of sizes as public ones have them: most are small, a few are huge. The
 * same prefix gives the same names, sizes and bytes; two prefixes share no byte of content.
 *
 * @param packages in no order of size
 */
public record Stock(List<Item> packages) {
  /** What a client asks for when it installs. */
  public static final Map<String, String> ABBREVIATED =
      Map.of("Accept", "application/vnd.npm.install-v1+json", "Accept-Encoding", "gzip");

  public static final Map<String, String> FULL =
      Map.of("Accept", "application/json", "Accept-Encoding", "gzip");

  /** The version whose tarball has the item's size; those before it have tiny ones. */
  static final String NEWEST = "99.0.0";

  private static final double SPREAD_OF_TARBALLS = 2.2;
  private static final double SPREAD_OF_VERSIONS = 1.2;
  private static final double MEDIAN_VERSIONS = 40;
  private static final int LARGEST_TARBALL = 20 << 20;
  private static final int SMALLEST_TARBALL = 4 << 10;

  public Stock {
    packages = List.copyOf(packages);
  }

  /** One package: its name, how many versions it has, and the size of its newest tarball. */
  public record Item(String name, int versions, int tarballBytes) {
    FixturePackage described() {
      return FixturePackage.of(name)
          .versions(versions - 1)
          .each(version -> version.dependsOn("left-pad", "^1.3.0").dependsOn("@scope/right", "~2"))
          .each(
              version ->
                  version.field("funding", Map.of("url", "https://registry.example/" + name)))
          .version(NEWEST, version -> version.tarballBytes(tarballBytes));
    }

    /** Below the registry's base, which ends in a slash. */
    public String packumentPath() {
      return name;
    }

    public String tarballPath() {
      return FixtureRegistry.tarballPath(name, NEWEST).substring(1);
    }
  }

  /** Many small packages, for warming up. */
  public static Stock small(String prefix, int count) {
    return small(prefix, count, 6);
  }

  /** Packages with small tarballs and, half of them, more than so many versions. */
  public static Stock small(String prefix, int count, int medianVersions) {
    return of(prefix, count, count * 2L * SMALLEST_TARBALL, medianVersions);
  }

  /** So many packages whose tarballs have so many bytes in all. */
  public static Stock of(String prefix, int count, long tarballBytes) {
    return of(prefix, count, tarballBytes, MEDIAN_VERSIONS);
  }

  private static Stock of(String prefix, int count, long tarballBytes, double medianVersions) {
    var sizes = spread(count, SPREAD_OF_TARBALLS, 60_000, LARGEST_TARBALL);
    double scale = tarballBytes / sizes.stream().mapToDouble(size -> size).sum();
    var versions = spread(count, SPREAD_OF_VERSIONS, medianVersions, 1500);
    var order = new SplittableRandom(11);
    var items = new ArrayList<Item>();
    for (int i = 0; i < count; i++) {
      double size = sizes.remove(order.nextInt(sizes.size()));
      items.add(
          new Item(
              prefix + "-" + i,
              1 + (int) Math.round(versions.remove(order.nextInt(versions.size())).doubleValue()),
              (int) Math.max(SMALLEST_TARBALL, size * scale)));
    }
    return new Stock(items);
  }

  /** Puts them into an origin, every byte made. */
  public Stock addTo(FixtureRegistry origin) {
    for (var item : packages) {
      origin.add(item.described());
    }
    return this;
  }

  /** Packuments and tarballs in turn, as an install asks for them; bases end in a slash. */
  public List<Want> wants(String base, Map<String, String> accept, FixtureRegistry origin) {
    var wants = new ArrayList<Want>();
    for (var item : packages) {
      wants.add(Want.get(base + item.packumentPath(), accept, new Want.Body.Kept()));
      wants.add(
          Want.get(
              base + item.tarballPath(),
              Map.of(),
              Want.Body.exactly(origin.tarball(item.name(), NEWEST).bytes())));
    }
    return wants;
  }

  /** Quantiles of a log-normal distribution. */
  private static List<Double> spread(int count, double sigma, double median, double largest) {
    var values = new ArrayList<Double>();
    for (int i = 0; i < count; i++) {
      double z = normalQuantile((i + 0.5) / count);
      values.add(Math.min(largest, median * Math.exp(sigma * z)));
    }
    return values;
  }

  /** Close enough for sizes: a sum of logistic form, off by less than 0.02 (Tocher 1963). */
  private static double normalQuantile(double p) {
    return Math.log(p / (1 - p)) / 1.702;
  }
}
