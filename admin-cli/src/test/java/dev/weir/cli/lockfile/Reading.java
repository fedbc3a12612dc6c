package dev.weir.cli.lockfile;

import dev.weir.cli.lockfile.Skipped.Reason;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** What tests say of a lockfile. */
final class Reading {
  /** Of no tarball in particular. */
  static final String SHA512 = "sha512-" + "A".repeat(86) + "==";

  private Reading() {}

  /** The packages as {@code name@version}. */
  static List<String> packages(Lockfile lockfile) {
    return lockfile.packages().stream().map(LockedPackage::toString).toList();
  }

  static LockedPackage only(Lockfile lockfile) {
    if (lockfile.packages().size() != 1) {
      throw new AssertionError("one package was expected: " + lockfile);
    }
    return lockfile.packages().get(0);
  }

  /** What is skipped, by why. */
  static Map<Reason, List<String>> skipped(Lockfile lockfile) {
    return lockfile.skipped().stream()
        .collect(
            Collectors.groupingBy(
                Skipped::reason, Collectors.mapping(Skipped::what, Collectors.toList())));
  }
}
