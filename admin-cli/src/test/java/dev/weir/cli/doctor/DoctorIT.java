package dev.weir.cli.doctor;

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
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** {@code weir doctor} with a daemon of this build and real npms, in homes that login made. */
class DoctorIT {
  @TempDir static Path folder;

  private static FixtureRegistry origin;
  private static RealDaemon daemon;

  @BeforeAll
  static void start() {
    origin = FixtureRegistry.start();
    origin.add(FixturePackage.of("plain").versions(2));
    origin.add(FixturePackage.of("mine").versions("99.0.0"));
    daemon = RealDaemon.start(folder, origin.url());
    try (var project = Client.NPM_11.project(daemon.url() + "/npm/local/dev/")) {
      project.dependsOn(Map.of("plain", "*"));
      var install = project.install();
      assertThat(install.succeeded()).as(install.output()).isTrue();
    }
  }

  @AfterAll
  static void stop() {
    daemon.close();
    origin.close();
  }

  @ParameterizedTest
  @EnumSource(
      value = Client.class,
      names = {"NPM_10", "NPM_11", "NPM_12"})
  void nothingIsWrongAfterALogin(Client client, @TempDir Path here) throws IOException {
    var weir = weir(client, here);
    var login = weir.run("login", "--tool=npm", "--domain=local", "--repository=dev");
    assertThat(login.err()).isEmpty();

    var run = weir.run("doctor", "--output=json");

    assertThat(run.err()).isEmpty();
    var findings = JsonReader.read(run.out()).items("findings");
    assertThat(findings).as(run.out()).extracting(each -> each.text("level")).containsOnly("OK");
    assertThat(text(findings, "registry"))
        .startsWith("npm uses %s/npm/local/dev/ (".formatted(daemon.url()));
    assertThat(text(findings, "address")).isEqualTo("tarballs are below the registry's address");
    assertThat(text(findings, "token")).contains(": open, good for 1");
  }

  @Test
  void originHearsNothingOfTheProject(@TempDir Path here) throws IOException {
    var weir = weir(Client.NPM_11, here);
    var project = here.resolve("project");
    Files.writeString(project.resolve("package.json"), "{\"dependencies\": {\"mine\": \"1\"}}");
    Files.writeString(
        project.resolve("package-lock.json"),
        """
        {"lockfileVersion": 3, "packages": {"node_modules/mine": {
          "version": "1.0.0", "resolved": "%s/npm/local/dev/mine/-/mine-1.0.0.tgz"}}}
        """
            .formatted(daemon.url()));
    weir.run("login", "--tool=npm", "--domain=local", "--repository=dev");
    var mentions = origin.mentions("mine");
    long asked = origin.totalRequests();

    var findings = JsonReader.read(weir.run("doctor", "--output=json").out()).items("findings");

    assertThat(text(findings, "address")).isEqualTo("tarballs are below the registry's address");
    assertThat(mentions.found()).isEmpty();
    assertThat(origin.totalRequests()).isEqualTo(asked);
  }

  @Test
  void lockfileThatRefersToTheCacheIsNoted(@TempDir Path here) throws IOException {
    try (var project = Client.NPM_11.project(daemon.url() + "/npm/local/dev/")) {
      project.dependsOn(Map.of("plain", "*"));
      var install = project.install();
      assertThat(install.succeeded()).as(install.output()).isTrue();

      var run =
          weir(Client.NPM_11, here)
              .run("doctor", "--output=json", "--project", project.project().toString());

      var findings = JsonReader.read(run.out()).items("findings");
      assertThat(text(findings, "lockfile")).as(run.out()).contains("a cache's address: 1 at 127.");
    }
  }

  private static Weir weir(Client client, Path here) throws IOException {
    var bin = Files.createDirectories(here.resolve("bin"));
    client.install(bin, "npm");
    var project = Files.createDirectories(here.resolve("project"));
    Files.writeString(
        project.resolve("package.json"), "{\"dependencies\": {\"plain\": \"^1.0.0\"}}");
    return Weir.of(daemon.url())
        .home(Files.createDirectories(here.resolve("home")))
        .in(project)
        .clock(InstantSource.system())
        .with("PATH", bin + ":" + System.getenv("PATH"));
  }

  private static String text(List<Json> findings, String check) {
    return findings.stream()
        .filter(each -> each.text("check").equals(check))
        .map(each -> each.text("text"))
        .findFirst()
        .orElse("");
  }
}
