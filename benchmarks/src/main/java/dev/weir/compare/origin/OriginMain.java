package dev.weir.compare.origin;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.weir.testing.FixtureOptions;
import dev.weir.testing.FixtureRegistry;
import dev.weir.testing.documents.FixturePackage;
import dev.weir.testing.server.Fault;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.time.Duration;

/**
 * The origin's process: {@code OriginMain ROTATING COLD}. Prints its URL, then answers each line of
 * its standard input with one line; ends with its input.
 *
 * <pre>
 * pace 200 1000000   each answer comes after 200 ms, at 1 MB/s; 0 is no limit      -> ok
 * reset              all counters to 0                                            -> ok
 * requests /lodash   how often this path was asked for                            -> 3
 * total              requests for any path                                        -> 17
 * sent               bytes of all answers                                         -> 123456
 * add big 2600 20000000   a package of so many versions and bytes of packument   -> ok
 * publish big 100.0.1     one more version of it                                  -> ok
 * </pre>
 */
final class OriginMain {
  private final FixtureRegistry registry;

  private OriginMain(FixtureRegistry registry) {
    this.registry = registry;
  }

  // The standard streams are this program's interface.
  public static void main(String[] arguments) throws IOException {
    // Fresh for longer than any comparison takes: what is measured is a cache that has everything.
    var options = FixtureOptions.DEFAULTS.cacheControl("public, max-age=86400");
    try (var registry = FixtureRegistry.start(options);
        var in = new BufferedReader(new InputStreamReader(System.in, UTF_8))) {
      FixtureShape.of(Integer.parseInt(arguments[0]), Integer.parseInt(arguments[1])).stream()
          .map(OriginMain::described)
          .forEach(registry::add);
      System.out.println(registry.url());
      var origin = new OriginMain(registry);
      for (var line = in.readLine(); line != null; line = in.readLine()) {
        System.out.println(origin.obey(line.split(" ")));
      }
    }
  }

  private static FixturePackage described(FixtureShape.Line line) {
    return FixturePackage.of(line.name())
        .versions(line.versions())
        .dependsOn("first-dependency", "^1.2.3")
        .dependsOn("another-dependency", "~4.5.6")
        .version(line.version(), version -> version.tarballBytes(line.tarballBytes()));
  }

  private String obey(String... words) {
    return switch (words[0]) {
      case "pace" -> {
        pace(Long.parseLong(words[1]), Long.parseLong(words[2]));
        yield "ok";
      }
      case "reset" -> {
        registry.resetCounters();
        yield "ok";
      }
      case "requests" -> Long.toString(registry.requests(words[1]));
      case "total" -> Long.toString(registry.totalRequests());
      case "sent" -> Long.toString(registry.bytesSent());
      case "add" -> {
        registry.add(
            FixturePackage.of(words[1])
                .versions(Integer.parseInt(words[2]))
                .packumentBytes(Integer.parseInt(words[3])));
        yield "ok";
      }
      case "publish" -> {
        registry.publish(words[1], words[2]);
        yield "ok";
      }
      default -> "unknown: " + words[0];
    };
  }

  private void pace(long delayMillis, long bytesPerSecond) {
    registry.clearFaults();
    if (delayMillis == 0 && bytesPerSecond == 0) {
      return;
    }
    var fault = Fault.always().delay(Duration.ofMillis(delayMillis));
    registry.faultAll(bytesPerSecond == 0 ? fault : fault.throttle(bytesPerSecond));
  }
}
