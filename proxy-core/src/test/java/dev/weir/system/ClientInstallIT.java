package dev.weir.system;

import static dev.weir.system.ClientFixtures.TREE;
import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.testing.CommandResult;
import dev.weir.testing.LeaksCheckedAfterAll;
import dev.weir.testing.clients.Client;
import dev.weir.testing.clients.ClientProject;
import dev.weir.testing.clients.ClientTest;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Every client installs through the daemon, and the origin is asked for each thing once. */
@LeaksCheckedAfterAll
class ClientInstallIT {
  private static final Map<String, String> TOP = Map.of("top", "^1.0.0");

  @ClientTest("install, cold")
  void aColdInstallAsksTheOriginOnceForEachThing(Client client) {
    try (var origin = ClientFixtures.tree();
        var weir = WeirUnderTest.of(origin);
        var project = client.project(weir.registry()).dependsOn(TOP)) {
      assertInstalls(project.install(), project);

      assertThat(origin.packumentRequests()).isEqualTo(3);
      assertThat(origin.tarballRequests()).isEqualTo(3);
    }
  }

  @ClientTest("install, warm, client's cache empty")
  void aRepeatWithEmptyCachesAsksTheOriginForNothing(Client client) {
    try (var origin = ClientFixtures.tree();
        var weir = WeirUnderTest.of(origin);
        var project = client.project(weir.registry()).dependsOn(TOP)) {
      assertInstalls(project.install(), project);
      origin.resetCounters();

      assertInstalls(project.clonedWithoutLockfile().install(), project);

      assertThat(origin.totalRequests()).isZero();
    }
  }

  @ClientTest("install, origin off, Weir restarted")
  void anInstallWithTheOriginOffGivesTheSame(Client client) {
    try (var origin = ClientFixtures.tree();
        var weir = WeirUnderTest.of(origin);
        var project = client.project(weir.registry()).dependsOn(TOP)) {
      assertInstalls(project.install(), project);
      origin.stop();
      weir.restart();

      assertInstalls(project.registry(weir.registry()).clonedWithoutLockfile().install(), project);
    }
  }

  @ClientTest("add a scoped package")
  void aScopedPackageIsAdded(Client client) {
    try (var origin = ClientFixtures.tree();
        var weir = WeirUnderTest.of(origin);
        var project = client.project(weir.registry())) {
      var added = project.add("@scope/middle@1");

      assertThat(added.succeeded()).as(added.output()).isTrue();
      assertThat(project.installed()).isEqualTo(Set.of("@scope/middle@1.2.0", "leaf@0.2.0"));
    }
  }

  @ClientTest("add by dist-tag")
  void aDistTagIsInstalled(Client client) {
    try (var origin = ClientFixtures.tree();
        var weir = WeirUnderTest.of(origin);
        var project = client.project(weir.registry())) {
      var added = project.add("top@beta");

      assertThat(added.succeeded()).as(added.output()).isTrue();
      assertThat(project.installed()).contains("top@2.0.0-beta.1");
    }
  }

  @ClientTest("add a name that does not exist: refused")
  void aNameThatDoesNotExistIsRefusedInTheClientsOwnWords(Client client) {
    try (var origin = ClientFixtures.tree();
        var weir = WeirUnderTest.of(origin);
        var project = client.project(weir.registry())) {
      var added = project.add("no-such-package-here");

      assertThat(added.succeeded()).isFalse();
      assertThat(added.output()).containsPattern("(?i)404|not.found|does not exist");
    }
  }

  @Test
  void allClientsTogetherAskTheOriginOnceForEachThing() {
    try (var origin = ClientFixtures.tree();
        var weir = WeirUnderTest.of(origin)) {
      for (var client : Client.values()) {
        try (var project = client.project(weir.registry()).dependsOn(TOP)) {
          assertInstalls(project.install(), project);
        }
      }

      assertThat(origin.packumentRequests()).isEqualTo(3);
      assertThat(origin.tarballRequests()).isEqualTo(3);
    }
  }

  private static void assertInstalls(CommandResult result, ClientProject project) {
    assertThat(result.succeeded()).as(result.output()).isTrue();
    assertThat(project.installed()).isEqualTo(TREE);
  }
}
