package dev.weir.system;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.weir.daemon.StartException;
import dev.weir.testing.FixtureOptions;
import dev.weir.testing.FixtureRegistry;
import dev.weir.testing.LeaksCheckedAfterAll;
import dev.weir.testing.documents.FixturePackage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** An origin that wants a credential, which changes while the daemon runs. */
@LeaksCheckedAfterAll
class CredentialsIT {
  private static final String KEY = "external-connections.\"public:npmjs\".";
  private static final Duration LIMIT = Duration.ofSeconds(30);

  @TempDir Path folder;

  @Test
  void aTokenThatIsRotatedIsUsedWithoutARestart() throws IOException {
    var file = Files.writeString(folder.resolve("token"), "first\n");
    try (var origin = FixtureRegistry.start(FixtureOptions.DEFAULTS.token("first"));
        var weir = weir(origin, Map.of(), "token-file=" + file)) {
      for (var name : List.of("a", "b", "c", "d")) {
        origin.add(FixturePackage.of(name).versions("1.0.0"));
      }
      assertThat(weir.get("a").statusCode()).isEqualTo(200);

      origin.change(options -> options.token("second"));
      var refused = weir.get("b");
      // Not 401, which would tell npm's user to log in.
      assertThat(refused.statusCode()).isEqualTo(502);
      assertThat(refused.body()).contains("token-file").doesNotContain("first");

      // As a secret is mounted: another file takes its place.
      var next = Files.writeString(folder.resolve("next"), "second\n");
      Files.move(
          next,
          file,
          java.nio.file.StandardCopyOption.REPLACE_EXISTING,
          java.nio.file.StandardCopyOption.ATOMIC_MOVE);
      await().atMost(LIMIT).until(() -> weir.get("c").statusCode() == 200);

      // One that cannot be used, or is gone, leaves the old one in use.
      Files.writeString(file, "\n");
      await().pollDelay(Duration.ofMillis(400)).until(() -> true);
      Files.delete(file);
      await().pollDelay(Duration.ofMillis(400)).until(() -> true);
      assertThat(weir.get("d").statusCode()).isEqualTo(200);
    }
  }

  @Test
  void aVariableHoldsUserAndPasswordToo() {
    try (var origin = FixtureRegistry.start();
        var weir = weir(origin, Map.of("LOGIN", "user:pass"), "basic-env=LOGIN")) {
      origin.add(FixturePackage.of("a").versions("1.0.0"));

      assertThat(weir.get("a").statusCode()).isEqualTo(200);
      assertThat(origin.lastRequest("/a").header("authorization")).contains("Basic dXNlcjpwYXNz");
    }
  }

  @Test
  void aSecretThatCannotBeSentStopsTheStart() throws IOException {
    var file = Files.writeString(folder.resolve("token"), "two\nlines");
    try (var origin = FixtureRegistry.start()) {
      assertThatThrownBy(() -> weir(origin, Map.of(), "token-file=" + file))
          .isInstanceOf(StartException.class)
          .hasMessageContaining("token-file")
          .hasMessageContaining("control characters")
          .hasMessageNotContaining("two");
    }
  }

  private static WeirUnderTest weir(
      FixtureRegistry origin, Map<String, String> environment, String credential) {
    var settings =
        new ArrayList<>(
            List.of(KEY + "url=" + origin.url(), KEY + credential, "upstream.file-check=100ms"));
    return WeirUnderTest.with(InstantSource.system(), settings, environment);
  }
}
