package dev.weir.system;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.testing.FixtureRegistry;
import dev.weir.testing.LeaksCheckedAfterAll;
import dev.weir.testing.NpmClient;
import dev.weir.testing.documents.FixturePackage;
import java.util.Map;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The real npm, through the daemon. */
@LeaksCheckedAfterAll
class InstallIT {
  @BeforeAll
  static void npmIsThere() {
    Assumptions.assumeTrue(NpmClient.isOnPath(), "no npm on the PATH");
  }

  @Test
  void npmInstallsColdThenOfflineFromALockfileAndAfresh() {
    try (var origin = FixtureRegistry.start();
        var weir = WeirUnderTest.of(origin);
        var npm = NpmClient.of(weir.registry())) {
      origin.add(FixturePackage.of("top").versions("1.0.0").dependsOn("@scope/middle", "^1.0.0"));
      origin.add(
          FixturePackage.of("@scope/middle").versions("1.0.0", "1.2.0").dependsOn("leaf", "*"));
      origin.add(FixturePackage.of("leaf").versions("0.1.0", "0.2.0").tarballBytes(400_000));
      npm.configure("omit-lockfile-registry-resolved=true").dependsOn(Map.of("top", "1"));

      var cold = npm.install();
      assertThat(cold.succeeded()).as(cold.output()).isTrue();
      var installed = npm.installed();
      assertThat(installed).containsEntry("leaf", "0.2.0").containsEntry("@scope/middle", "1.2.0");

      origin.stop();
      weir.restart("port=" + java.net.URI.create(weir.url()).getPort());
      var byLockfile = npm.removeModules().emptyCache().ci();
      assertThat(byLockfile.succeeded()).as(byLockfile.output()).isTrue();
      assertThat(npm.installed()).isEqualTo(installed);

      var afresh = npm.removeModules().removeLockfile().emptyCache().install();
      assertThat(afresh.succeeded()).as(afresh.output()).isTrue();
      assertThat(npm.installed()).isEqualTo(installed);
    }
  }

  @Test
  void npmSaysInWordsThatAPackageDoesNotExist() {
    try (var origin = FixtureRegistry.start();
        var weir = WeirUnderTest.of(origin);
        var npm = NpmClient.of(weir.registry())) {
      var result = npm.install("no-such-package-here");

      assertThat(result.succeeded()).isFalse();
      assertThat(result.output()).contains("E404");
    }
  }

  @Test
  void npmViewsAndPings() {
    try (var origin = FixtureRegistry.start();
        var weir = WeirUnderTest.of(origin);
        var npm = NpmClient.of(weir.registry())) {
      origin.add(FixturePackage.of("pkg").versions("1.0.0", "1.1.0"));

      assertThat(npm.view("pkg", "version").output()).contains("1.1.0");
      assertThat(npm.run(java.util.List.of("ping")).succeeded()).isTrue();
      assertThat(npm.run(java.util.List.of("dist-tag", "ls", "pkg")).output())
          .contains("latest: 1.1.0");
    }
  }
}
