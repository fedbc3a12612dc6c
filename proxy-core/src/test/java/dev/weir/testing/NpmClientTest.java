package dev.weir.testing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.weir.testing.documents.FixturePackage;
import dev.weir.testing.documents.Hashes;
import dev.weir.testing.server.Fault;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The real npm is content with the fixture's documents and tarballs, and not with damaged ones. */
class NpmClientTest {
  private final FixtureRegistry registry = FixtureRegistry.start();
  private final NpmClient npm = NpmClient.of(registry.url());

  @BeforeEach
  void fill() {
    assumeTrue(NpmClient.isOnPath(), "npm is not on the PATH");
    registry.add(FixturePackage.of("leaf").versions("1.0.0", "1.0.1").version("2.0.0", v -> v));
    registry.add(
        FixturePackage.of("@scope/branch")
            .versions("3.0.0")
            .dependsOn("leaf", "^1.0.0")
            .each(v -> v.command("branch").installScript()));
    registry.add(FixturePackage.of("old").versions("0.1.0").hashes(Hashes.SHASUM_ONLY));
    registry.add(
        FixturePackage.of("tree")
            .versions("1.0.0")
            .dependsOn("@scope/branch", "^3.0.0")
            .dependsOn("leaf", "^2.0.0")
            .dependsOn("old", "*")
            .each(v -> v.optionallyDependsOn("elsewhere", "1.0.0")));
    registry.add(
        FixturePackage.of("elsewhere")
            .versions("1.0.0")
            .each(v -> v.platform("plan9", "mips", "musl")));
  }

  @AfterEach
  void close() {
    npm.close();
    registry.close();
  }

  @Test
  void npmInstallsATreeAndInstallsItAgainFromTheLockfile() {
    npm.dependsOn(Map.of("tree", "^1.0.0"));
    var expected =
        Map.of(
            "tree", "1.0.0",
            "leaf", "2.0.0",
            "old", "0.1.0",
            "@scope/branch", "3.0.0",
            "@scope/branch/node_modules/leaf", "1.0.1");

    var installed = npm.install();

    assertThat(installed.output()).contains("added 5 packages");
    assertThat(installed.exitCode()).isZero();
    assertThat(npm.installed()).isEqualTo(expected);
    assertThat(npm.project().resolve("node_modules/.bin/branch")).isExecutable();

    registry.resetCounters();
    var again = npm.removeModules().emptyCache().ci();

    assertThat(again.exitCode()).as(again.output()).isZero();
    assertThat(npm.installed()).isEqualTo(expected);
    assertThat(registry.tarballRequests()).isEqualTo(5);
    assertThat(registry.packumentRequests()).isZero();
  }

  @Test
  void npmViewReadsAPackument() {
    var view = npm.view("leaf", "dist-tags.latest");

    assertThat(view.exitCode()).isZero();
    assertThat(view.output().strip()).isEqualTo("2.0.0");
  }

  @Test
  void npmRefusesACorruptTarball() {
    registry.faultUnder("/leaf/-/", Fault.always().corrupt(600));
    // Otherwise npm tries the wrong bytes again and again, for minutes.
    npm.configure("fetch-retries=0");

    var installed = npm.install("leaf");

    assertThat(installed.exitCode()).isNotZero();
    assertThat(installed.output()).contains("EINTEGRITY");
    assertThat(npm.installed()).isEmpty();
  }

  @Test
  void npmThatTakesTooLongIsKilled() {
    registry.faultAll(Fault.always().hang());

    var installed = npm.within(Duration.ofSeconds(2)).install("leaf");

    assertThat(installed.exitCode()).isEqualTo(137);
    assertThat(installed.took()).isBetween(Duration.ofSeconds(2), Duration.ofSeconds(20));
  }
}
