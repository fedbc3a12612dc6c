package dev.weir.compare.origin;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Which packages the origin makes up: names, numbers of versions, and the size of the newest
 * version's tarball. The same numbers give the same bytes, everywhere.
 *
 * <p>Sizes follow an exponential distribution, as those of real packages roughly do: many small
 * ones and a few of five times the mean.
 */
public final class FixtureShape {
  /** About 18 KB of abbreviated packument as gzip. */
  private static final int MEAN_VERSIONS = 96;

  private static final int SMALL_TARBALL = 12_000;
  private static final int LARGE_TARBALL = 10_000_000;

  /** With their packuments, 638 of them come to 237 MB. */
  private static final int COLD_TARBALL = 353_000;

  /** The least that a package.json and its archive need. */
  private static final int LEAST_TARBALL = 4_000;

  private FixtureShape() {}

  /** What a package is there for. */
  public enum Role {
    /** One small packument. */
    SMALL,
    /** One large tarball. */
    LARGE,
    /** Packuments and small tarballs that are asked for in turn. */
    ROTATING,
    /** Packuments and tarballs that fill an empty cache. */
    COLD,
    /** For herds that want a tarball that nobody has. */
    HERD_TARBALL,
    /** For herds that want a packument that nobody has. */
    HERD_PACKUMENT
  }

  /**
   * One package.
   *
   * @param versions numbered as {@code FixturePackage.versions(int)} does; the last one is meant
   * @param tarballBytes of the last version
   */
  public record Line(Role role, String name, int versions, int tarballBytes) {
    public String version() {
      int last = versions - 1;
      return "%d.%d.%d".formatted(1 + last / 100, last / 10 % 10, last % 10);
    }
  }

  /** So many packages that rotate, and so many for the cold fill. */
  public static List<Line> of(int rotating, int cold) {
    var lines = new ArrayList<Line>();
    lines.add(new Line(Role.SMALL, "small", 10, LEAST_TARBALL));
    lines.add(new Line(Role.LARGE, "large", 10, LARGE_TARBALL));
    IntStream.range(0, rotating)
        .forEach(i -> lines.add(line(Role.ROTATING, "rotating", i, rotating, SMALL_TARBALL)));
    IntStream.range(0, cold)
        .forEach(i -> lines.add(line(Role.COLD, "cold", i, cold, COLD_TARBALL)));
    for (int round = 0; round < HERD_ROUNDS; round++) {
      lines.add(new Line(Role.HERD_TARBALL, "herd-tarball-" + round, 10, 4_500_000));
      // About 68 KB as gzip.
      lines.add(new Line(Role.HERD_PACKUMENT, "herd-packument-" + round, 374, LEAST_TARBALL));
    }
    return lines;
  }

  /** How often a herd can be measured before a package is known. */
  public static final int HERD_ROUNDS = 8;

  /** Every fifth has a scope, as about as many have in real projects. */
  private static Line line(Role role, String word, int index, int count, int meanTarball) {
    var name = index % 5 == 4 ? "@%s/package-%d".formatted(word, index) : word + "-" + index;
    double versions = exponential(index, count) * MEAN_VERSIONS;
    // Which package has a large tarball has nothing to do with how many versions it has.
    double tarball = exponential((index * 7 + 3) % count, count) * (meanTarball - LEAST_TARBALL);
    return new Line(role, name, 1 + (int) versions, LEAST_TARBALL + (int) tarball);
  }

  /** The quantile in the middle of the {@code index}th of {@code count} equal parts; mean 1. */
  private static double exponential(int index, int count) {
    return -Math.log(1 - (index + 0.5) / count);
  }
}
