package dev.weir.cli.lockfile;

import dev.weir.cli.lockfile.Skipped.Reason;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** What has been read of a lockfile so far: each package once, however many places it has. */
final class Collected {
  private final Map<String, LockedPackage> packages = new LinkedHashMap<>();
  private final Set<Skipped> skipped = new LinkedHashSet<>();

  /**
   * Adds a package if it is a registry's, else what is skipped.
   *
   * @param where the address of its tarball or what else stands for it; empty if nothing does
   */
  void found(String name, String version, String where, Optional<Integrity> integrity) {
    var problem = Whereabouts.problem(name, version, where);
    if (problem.isPresent()) {
      skip(name + "@" + where, problem.get());
    } else {
      registry(name, version, where, integrity);
    }
  }

  /** Adds a package that is known to be a registry's, under whatever address. */
  void registry(String name, String version, String where, Optional<Integrity> integrity) {
    if (!LockedPackage.isName(name) || !LockedPackage.isVersion(version)) {
      skip(name + "@" + version, Reason.UNKNOWN);
      return;
    }
    var address = Optional.of(where).filter(Whereabouts::isWeb);
    var locked = new LockedPackage(name, version, integrity, address);
    packages.merge(locked.toString(), locked, Collected::better);
  }

  /** The one that can be checked. */
  private static LockedPackage better(LockedPackage one, LockedPackage other) {
    return one.integrity().isEmpty() && other.integrity().isPresent() ? other : one;
  }

  void skip(String what, Reason reason) {
    skipped.add(new Skipped(what, reason));
  }

  Lockfile lockfile() {
    return new Lockfile(packages.values().stream().toList(), skipped.stream().toList());
  }
}
