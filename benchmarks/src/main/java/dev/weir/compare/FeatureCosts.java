package dev.weir.compare;

import dev.weir.compare.origin.Fixture;
import dev.weir.compare.peer.Peer;
import dev.weir.compare.peer.PrivatePackages;
import dev.weir.compare.peer.Token;
import dev.weir.compare.run.Contender;
import dev.weir.compare.run.HotRun;
import dev.weir.compare.run.Measured;
import dev.weir.compare.workload.Workload;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;

/**
 * What Weir's features cost, one by one: the same workload with Weir as it is, with a bearer token
 * presented, with an access log to a file, and with a thousand packages published to the
 * repository, in turn. A second process of Weir as it is shows how much two of them differ. Metrics
 * are always on, so they are in all.
 */
final class FeatureCosts {
  private static final List<String> MEASURED_WITH =
      List.of("small", "rotating", "not-modified", "tarballs");

  private static final int PRIVATE = 1000;

  private final HotRun run;
  private final Places places;
  private final Fixture fixture;

  FeatureCosts(HotRun run, Places places, Fixture fixture) {
    this.run = run;
    this.places = places;
    this.fixture = fixture;
  }

  /**
   * Measures.
   *
   * @param wanted which workloads; if it is none of those that are measured with features, all
   */
  List<Measured> measure(Peer weir, List<Workload> workloads, Predicate<String> wanted)
      throws IOException {
    var named = MEASURED_WITH.stream().filter(wanted).toList();
    var chosen = named.isEmpty() ? MEASURED_WITH : named;
    var measured = new ArrayList<Measured>();
    var setting = List.of("access-log.file={folder}/access.log");
    try (var logging = Servers.weir("weir-log", places, fixture.origin(), setting);
        var again = Servers.weir("weir-again", places, fixture.origin(), List.of());
        var publishing = Servers.weir("weir-private", places, fixture.origin(), List.of())) {
      logging.start();
      again.start();
      publishing.start();
      PrivatePackages.publish(publishing, PRIVATE);
      var token = Token.of(weir);
      var contenders =
          List.of(
              Contender.of(weir),
              new Contender("bearer token", weir, workload -> workload.with("-token", token)),
              new Contender("access log", logging, same -> same),
              new Contender("another process", again, same -> same),
              new Contender("1,000 private packages", publishing, same -> same));
      for (var workload : workloads) {
        if (chosen.contains(workload.name())) {
          run.measure(workload, contenders, workload.paths()).ifPresent(measured::add);
        }
      }
    }
    return measured;
  }
}
