package dev.weir.system;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.weir.testing.FixtureRegistry;
import dev.weir.testing.Herd;
import dev.weir.testing.documents.FixturePackage;
import dev.weir.testing.server.Fault;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code kill -9} in the midst of downloads: it opens clean, what was whole is served whole. */
class KillNineIT {
  private static final int WHOLE = 5;
  private static final int UNFINISHED = 3;
  private static final int SIZE = 1_500_000;

  @TempDir Path data;

  @Test
  void whatWasCommittedIsServedWholeAndTheRestIsFetchedAgain() throws Exception {
    try (var origin = FixtureRegistry.start();
        var herd = new Herd()) {
      for (int i = 0; i < WHOLE + UNFINISHED; i++) {
        origin.add(FixturePackage.of(name(i)).versions("1.0.0").tarballBytes(SIZE));
      }
      try (var weir = serve(origin)) {
        var registry = weir.registry();
        for (int i = 0; i < WHOLE; i++) {
          assertRight(origin, registry, i);
        }
        var slow =
            origin.faultWhere(
                seen -> seen.path().endsWith(".tgz"), Fault.always().throttle(200_000));
        var uris = new ArrayList<URI>();
        for (int i = WHOLE; i < WHOLE + UNFINISHED; i++) {
          uris.add(URI.create(registry + path(i).substring(1)));
        }
        var flying = herd.start(uris);
        await()
            .atMost(Duration.ofSeconds(30))
            .until(() -> uris.stream().allMatch(uri -> origin.traffic().inFlight() >= UNFINISHED));

        // Closing it is SIGKILL.
        weir.close();
        slow.clear();
        assertThat(flying).noneMatch(reply -> reply.join().is(200));
      }
      origin.clearFaults();
      origin.resetCounters();

      try (var weir = serve(origin)) {
        var registry = weir.registry();
        for (int i = 0; i < WHOLE + UNFINISHED; i++) {
          assertRight(origin, registry, i);
        }
        for (int i = 0; i < WHOLE + UNFINISHED; i++) {
          assertThat(origin.requests(path(i))).as(path(i)).isEqualTo(i < WHOLE ? 0 : 1);
        }
        assertThat(weir.output()).doesNotContain("corrupt");
        assertThat(weir.terminate()).isZero();
      }
    }
  }

  private WeirProcess serve(FixtureRegistry origin) {
    return WeirProcess.serve(
        "--port=0",
        "--data=" + data,
        "--set=storage.min-free=16MiB",
        "--set=external-connections.\"public:npmjs\".url=" + origin.url());
  }

  private static void assertRight(FixtureRegistry origin, String registry, int i) throws Exception {
    var reply =
        HttpClient.newHttpClient()
            .send(
                HttpRequest.newBuilder(URI.create(registry + path(i).substring(1))).build(),
                HttpResponse.BodyHandlers.ofByteArray());
    assertThat(reply.body()).isEqualTo(origin.tarball(name(i), "1.0.0").bytes());
  }

  private static String name(int i) {
    return "pkg-" + i;
  }

  private static String path(int i) {
    return FixtureRegistry.tarballPath(name(i), "1.0.0");
  }
}
