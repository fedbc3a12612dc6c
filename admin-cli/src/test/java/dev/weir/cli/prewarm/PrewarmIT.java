package dev.weir.cli.prewarm;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.cli.RealDaemon;
import dev.weir.cli.Weir;
import dev.weir.cli.json.Json;
import dev.weir.cli.json.JsonReader;
import dev.weir.testing.FixtureRegistry;
import dev.weir.testing.clients.Client;
import dev.weir.testing.documents.FixturePackage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** {@code weir prewarm} with a daemon of this build, and with lockfiles that real clients wrote. */
class PrewarmIT {
  @TempDir static Path folder;

  private static FixtureRegistry origin;
  private static RealDaemon daemon;

  @BeforeAll
  static void start() {
    origin = FixtureRegistry.start();
    origin.add(FixturePackage.of("plain").versions(2));
    origin.add(FixturePackage.of("@my/scoped").versions(2));
    origin.add(FixturePackage.of("early").versions(1));
    daemon = RealDaemon.start(folder, origin.url());
  }

  @AfterAll
  static void stop() {
    daemon.close();
    origin.close();
  }

  @Test
  void tarballIsThereBeforeAnybodyAsksForIt() throws IOException {
    var lockfile = folder.resolve("package-lock.json");
    Files.writeString(
        lockfile,
        """
        {"lockfileVersion": 3, "packages": {
          "node_modules/early": {"version": "1.0.0", "integrity": "%s"}}}"""
            .formatted(origin.tarball("early", "1.0.0").integrity()));
    var tarball = FixtureRegistry.tarballPath("early", "1.0.0");

    var first = prewarm(lockfile);
    var second = prewarm(lockfile);

    assertThat(first.number("fetched")).isEqualTo(1);
    assertThat(first.number("fetchedBytes"))
        .isEqualTo(origin.tarball("early", "1.0.0").bytes().length);
    assertThat(second.number("fetched")).isEqualTo(1);
    assertThat(origin.requests(tarball)).isEqualTo(1);
  }

  @ParameterizedTest
  @EnumSource(value = Client.class, mode = EnumSource.Mode.EXCLUDE, names = "DENO")
  void lockfileOfClientIsUnderstood(Client client) {
    try (var project = client.project(daemon.url() + "/npm/local/dev/")) {
      project.dependsOn(Map.of("plain", "*", "@my/scoped", "*"));
      var install = project.install();
      assertThat(install.succeeded()).as(install.output()).isTrue();
      var lockfile = lockfile(client, project.project());

      var summary = prewarm(lockfile);

      assertThat(summary.number("packages")).as(project.locked()).isEqualTo(2);
      assertThat(summary.number("fetched")).isEqualTo(2);
      // Yarn 4 has the hash of another archive.
      assertThat(summary.number("fetchedUnchecked")).isEqualTo(client == Client.YARN_4 ? 2 : 0);
    }
  }

  private static Path lockfile(Client client, Path project) {
    return project.resolve(
        switch (client) {
          case NPM_10, NPM_11, NPM_12 -> "package-lock.json";
          case PNPM -> "pnpm-lock.yaml";
          case YARN_1, YARN_4 -> "yarn.lock";
          case BUN -> "bun.lock";
          case DENO -> throw new IllegalArgumentException("weir prewarm does not know Deno");
        });
  }

  private static Json prewarm(Path lockfile) {
    var run =
        Weir.of(daemon.url())
            .home(folder.resolve("home"))
            .run("prewarm", "--quiet", "--output=json", lockfile.toString());
    assertThat(run.err()).isEmpty();
    assertThat(run.code()).isZero();
    return JsonReader.read(run.out());
  }
}
