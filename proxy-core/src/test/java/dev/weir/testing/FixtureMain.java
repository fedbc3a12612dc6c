package dev.weir.testing;

import dev.weir.testing.documents.FixturePackage;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.stream.IntStream;

/**
 * Runs a registry until it is killed, and prints its URL on a line of its own:
 *
 * <pre>{@code
 * FixtureRegistry [--port 0] [--seed 7] [--base-path /] [--relay false]
 *                 [--packages 50] [--versions 10] [--tarball-bytes 0] [--packument-bytes 0]
 * }</pre>
 *
 * <p>The packages are {@code fixture-0} and so on, every fifth {@code @fixture/scoped-<n>}; each
 * depends on up to three that come before it, so the last one brings many.
 */
final class FixtureMain {
  private static final Map<String, String> DEFAULTS =
      Map.of(
          "port", "0",
          "seed", "7",
          "base-path", "/",
          "relay", "false",
          "packages", "50",
          "versions", "10",
          "tarball-bytes", "0",
          "packument-bytes", "0");

  private FixtureMain() {}

  // The standard output is this program's interface.
  static void run(String[] arguments) throws InterruptedException {
    var chosen = Arguments.of(arguments, DEFAULTS);
    var options =
        FixtureOptions.DEFAULTS
            .port(chosen.number("port"))
            .seed(chosen.number("seed"))
            .basePath(chosen.text("base-path"))
            .relay(chosen.flag("relay"));
    try (var registry = FixtureRegistry.start(options)) {
      IntStream.range(0, chosen.number("packages"))
          .mapToObj(index -> described(index, chosen))
          .forEach(registry::add);
      System.out.println(registry.url());
      new CountDownLatch(1).await();
    }
  }

  private static FixturePackage described(int index, Arguments chosen) {
    var described =
        FixturePackage.of(name(index))
            .versions(chosen.number("versions"))
            .tarballBytes(chosen.number("tarball-bytes"))
            .packumentBytes(chosen.number("packument-bytes"));
    for (int back = 1; back <= 3; back++) {
      if (index >= back * back) {
        described = described.dependsOn(name(index - back * back), "^1.0.0");
      }
    }
    return described;
  }

  private static String name(int index) {
    return index % 5 == 4 ? "@fixture/scoped-" + index : "fixture-" + index;
  }
}
