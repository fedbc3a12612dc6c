package dev.weir.cli.prewarm;

import dev.weir.cli.Failure;
import dev.weir.cli.lockfile.LockedPackage;
import dev.weir.cli.lockfile.Lockfile;
import dev.weir.cli.lockfile.Skipped;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * What is to be fetched, of all lockfiles together and each tarball once.
 *
 * @param packages in the order of the lockfiles
 */
record Prewarming(List<LockedPackage> packages, List<Skipped> skipped) {
  Prewarming {
    packages = List.copyOf(packages);
    skipped = List.copyOf(skipped);
  }

  static Prewarming of(List<Lockfile> lockfiles) {
    Map<String, LockedPackage> packages = new LinkedHashMap<>();
    Set<Skipped> skipped = new LinkedHashSet<>();
    for (Lockfile lockfile : lockfiles) {
      lockfile.packages().forEach(one -> packages.putIfAbsent(tarball(one), one));
      skipped.addAll(lockfile.skipped());
    }
    return new Prewarming(List.copyOf(packages.values()), List.copyOf(skipped));
  }

  /** Where the tarball is does not matter; what it must be does. */
  private static String tarball(LockedPackage one) {
    return one + " " + one.integrity().map(Object::toString).orElse("");
  }

  /** A text that is the same for the same tarballs. */
  String fingerprint() {
    return packages.stream().map(Prewarming::tarball).sorted().collect(Collectors.joining("\n"));
  }

  /** Fetches what {@code done} does not have yet. */
  void run(TarballFetch fetch, DoneList done, Tally tally, int threads) {
    var rest = packages.stream().filter(one -> !done.has(one)).toList();
    try {
      Crew.work(
          rest,
          threads,
          one -> {
            tally.add(one, fetch.of(one));
            return tally.gone().isEmpty();
          });
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
      throw Failure.refused("prewarm: interrupted (the same command goes on from here)");
    }
  }
}
