package dev.weir.system;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.weir.testing.FixtureRegistry;
import dev.weir.testing.Herd;
import dev.weir.testing.LeaksCheckedAfterAll;
import dev.weir.testing.documents.FixturePackage;
import dev.weir.testing.server.Fault;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.util.Comparator;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Two packuments that name different integrities for one tarball: askers share no flight. */
@LeaksCheckedAfterAll
class SharedFlightIT {
  private static final String TARBALL = "pkg/-/pkg-1.0.0.tgz";

  @Test
  void eachAskerGetsOnlyBytesThatMatchItsOwnPackument() throws IOException {
    try (var origin = FixtureRegistry.start();
        var herd = new Herd();
        var weir =
            WeirUnderTest.of(
                origin,
                "bootstrap.domains.other.repositories.dev.external-connection=public:npmjs")) {
      // One repository has retained the version as it was; its origin replaced it since, and what
      // was cached is gone.
      origin.add(FixturePackage.of("pkg").versions("1.0.0").tarballBytes(300_000));
      weir.bytes(TARBALL);
      await().until(() -> retained(weir, origin));
      weir.stop();
      try (var files = Files.walk(weir.data().resolve("cache"))) {
        files.sorted(Comparator.reverseOrder()).forEach(file -> file.toFile().delete());
      }
      origin.add(FixturePackage.of("pkg").versions("1.0.0").tarballBytes(700_000));
      weir.restart();
      origin.resetCounters();
      origin.fault("/" + TARBALL, Fault.always().throttle(400_000));

      var replies =
          herd.start(
              List.of(
                  URI.create(weir.registry("local/dev") + TARBALL),
                  URI.create(weir.registry("other/dev") + TARBALL),
                  URI.create(weir.registry("local/dev") + TARBALL),
                  URI.create(weir.registry("other/dev") + TARBALL)));
      var results = replies.stream().map(java.util.concurrent.CompletableFuture::join).toList();

      for (int i = 0; i < results.size(); i++) {
        boolean whole = results.get(i).is(200);
        assertThat(whole).as("asker %d: %s", i, results.get(i)).isEqualTo(i % 2 == 1);
      }
      assertThat(results.get(1).bytes()).isEqualTo(700_000);
      assertThat(results.get(3).sha512()).isEqualTo(results.get(1).sha512());
      assertThat(weir.getUrl(weir.registry("other/dev") + TARBALL).statusCode()).isEqualTo(200);
    }
  }

  private static boolean retained(WeirUnderTest weir, FixtureRegistry origin) {
    var fault = origin.faultAll(Fault.always().status(404));
    try {
      return weir.get("pkg", "Cache-Control", "no-cache").body().contains("1.0.0");
    } finally {
      fault.clear();
    }
  }
}
