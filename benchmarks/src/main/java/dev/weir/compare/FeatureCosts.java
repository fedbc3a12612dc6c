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

/**
 * What Weir's features cost, one by one: the same workload with Weir as it is, with a bearer token
 * presented, with an access log to a file, and with a thousand packages published to the
 * repository, in turn. Metrics are always on, so they are in all.
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

  List<Measured> measure(Peer weir, List<Workload> workloads) throws IOException {
    var measured = new ArrayList<Measured>();
    var setting = List.of("access-log.file={folder}/access.log");
    try (var logging = Servers.weir("weir-log", places, fixture.origin(), setting);
        var publishing = Servers.weir("weir-private", places, fixture.origin(), List.of())) {
      logging.start();
      publishing.start();
      PrivatePackages.publish(publishing, PRIVATE);
      var token = Token.of(weir);
      var contenders =
          List.of(
              Contender.of(weir),
              new Contender("bearer token", weir, workload -> workload.with("-token", token)),
              new Contender("access log", logging, same -> same),
              new Contender("1,000 private packages", publishing, same -> same));
      for (var workload : workloads) {
        if (MEASURED_WITH.contains(workload.name())) {
          run.measure(workload, contenders, workload.paths()).ifPresent(measured::add);
        }
      }
    }
    return measured;
  }
}
