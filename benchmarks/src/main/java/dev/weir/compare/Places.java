package dev.weir.compare;

import java.nio.file.Path;

/**
 * Where things are; the launcher knows.
 *
 * @param weir {@code bin/weir}
 * @param verdaccio the folder whose {@code node_modules} has Verdaccio
 * @param results where this run's files go
 */
record Places(Path weir, Path verdaccio, Path results) {
  /** From the system properties {@code weir.compare.*}. */
  static Places ofProperties() {
    return new Places(property("weir"), property("verdaccio"), property("results"));
  }

  private static Path property(String name) {
    var value = System.getProperty("weir.compare." + name);
    if (value == null) {
      throw new IllegalArgumentException(
          "weir.compare." + name + ": unset (expected: to be started by benchmarks/bin/compare)");
    }
    return Path.of(value);
  }
}
