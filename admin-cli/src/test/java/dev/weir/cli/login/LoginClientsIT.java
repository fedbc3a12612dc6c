package dev.weir.cli.login;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.cli.FakeDaemon;
import dev.weir.cli.RealDaemon;
import dev.weir.cli.Weir;
import dev.weir.testing.FixtureRegistry;
import dev.weir.testing.Sandbox;
import dev.weir.testing.clients.Client;
import dev.weir.testing.documents.FixturePackage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Real clients, pointed somewhere by {@code weir login} and by nothing else. */
class LoginClientsIT {
  private static final String NOWHERE = "http://127.0.0.1:1/";

  @TempDir static Path folder;

  private static FixtureRegistry origin;
  private static RealDaemon daemon;

  @BeforeAll
  static void start() {
    origin = FixtureRegistry.start();
    origin.add(FixturePackage.of("plain").versions(2));
    origin.add(FixturePackage.of("@my/scoped").versions(2));
    daemon = RealDaemon.start(folder, origin.url());
  }

  @AfterAll
  static void stop() {
    daemon.close();
    origin.close();
  }

  @ParameterizedTest
  @EnumSource(value = Client.class, mode = EnumSource.Mode.EXCLUDE, names = "DENO")
  void clientInstallsAfterLoginAndIsAsBeforeAfterLogout(Client client) throws IOException {
    try (var project = client.project(NOWHERE)) {
      project.dependsOn(Map.of("plain", "*", "@my/scoped", "*"));
      markYarn(client, project.project());
      var home = home(project.project());
      var before = files(home);

      login(daemon.url(), client, project.project());
      var install = project.install();
      Weir.alone().home(home).run("logout");

      assertThat(install.succeeded()).as(install.output()).isTrue();
      assertThat(project.installed()).hasSize(2);
      assertThat(files(home)).isEqualTo(before);
    }
  }

  @ParameterizedTest
  @EnumSource(value = Client.class, mode = EnumSource.Mode.EXCLUDE, names = "DENO")
  void clientSendsItsTokenForDocumentsAndTarballs(Client client) {
    try (var project = client.project(NOWHERE);
        var pointer = pointingAt(origin.url())) {
      project.dependsOn(Map.of("plain", "*"));
      markYarn(client, project.project());
      origin.resetCounters();

      login(pointer.url(), client, project.project());
      var install = project.install();

      assertThat(install.succeeded()).as(install.output()).isTrue();
      var tarball = FixtureRegistry.tarballPath("plain", "1.0.1");
      for (String path : List.of("/plain", tarball)) {
        assertThat(origin.lastRequest(path).header("authorization"))
            .as(path)
            .hasValue("Bearer TOKEN-1");
      }
    }
  }

  @Test
  void npmInstallsInAMemberOfAWorkspace() throws IOException {
    try (var sandbox = Sandbox.create("workspace")) {
      var root = sandbox.project();
      Sandbox.write(
          root.resolve("package.json"), "{\"name\":\"root\",\"workspaces\":[\"member\"]}");
      var member = root.resolve("member");
      Sandbox.write(
          member.resolve("package.json"),
          "{\"name\":\"member\",\"version\":\"1.0.0\",\"dependencies\":{\"plain\":\"*\"}}");

      var login =
          Weir.of(daemon.url())
              .home(sandbox.home())
              .in(member)
              .run("login", "--tool=npm", "--domain=local", "--repository=dev");
      var install =
          sandbox.run(
              List.of("sh", "-c", "cd member && npm install --no-audit --no-fund"),
              Map.of("PATH", System.getenv("PATH"), "npm_config_update_notifier", "false"),
              Duration.ofMinutes(2));

      assertThat(login.err()).isEmpty();
      assertThat(install.succeeded()).as(install.output()).isTrue();
      assertThat(sandbox.installed()).containsKey("plain");
      assertThat(Files.readString(root.resolve("package-lock.json"))).doesNotContain(daemon.url());
    }
  }

  private static void login(String endpoint, Client client, Path project) {
    var run =
        Weir.of(endpoint)
            .home(home(project))
            .in(project)
            .run("login", "--tool", tool(client), "--domain=local", "--repository=dev");
    assertThat(run.err()).isEmpty();
    assertThat(run.code()).isZero();
  }

  private static FakeDaemon pointingAt(String registry) {
    return FakeDaemon.start()
        .answers("{\"authorizationToken\":\"TOKEN-1\",\"expiration\":1795877870}")
        .answers("{\"repositoryEndpoint\":\"" + registry + "\"}");
  }

  private static String tool(Client client) {
    return switch (client) {
      case NPM_10, NPM_11, NPM_12 -> "npm";
      case PNPM -> "pnpm";
      case YARN_1, YARN_4 -> "yarn";
      case BUN -> "bun";
      case DENO -> throw new IllegalArgumentException("weir login does not know Deno");
    };
  }

  /** A project of Yarn's says which Yarn is its own. */
  private static void markYarn(Client client, Path project) {
    if (client == Client.YARN_1) {
      Sandbox.write(project.resolve("yarn.lock"), "# yarn lockfile v1\n");
    } else if (client == Client.YARN_4) {
      Sandbox.write(project.resolve("yarn.lock"), "__metadata:\n  version: 8\n");
    }
  }

  private static Path home(Path project) {
    return project.resolveSibling("home");
  }

  /** The configuration that lies there, by name. */
  private static Map<String, String> files(Path home) throws IOException {
    var files = new java.util.TreeMap<String, String>();
    for (String name : List.of(".npmrc", ".yarnrc.yml", ".config/pnpm/config.yaml")) {
      if (Files.exists(home.resolve(name))) {
        files.put(name, Files.readString(home.resolve(name)));
      }
    }
    return files;
  }
}
