package dev.weir.cli.lockfile;

import java.util.List;

/** What a lockfile has, in its order and without repetitions. */
public record Lockfile(List<LockedPackage> packages, List<Skipped> skipped) {
  public Lockfile {
    packages = List.copyOf(packages);
    skipped = List.copyOf(skipped);
  }
}
