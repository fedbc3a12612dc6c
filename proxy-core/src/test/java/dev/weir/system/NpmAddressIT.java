package dev.weir.system;

import static dev.weir.system.ClientFixtures.TREE;
import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.testing.LeaksCheckedAfterAll;
import dev.weir.testing.clients.Client;
import dev.weir.testing.clients.ClientProject;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * npm 12 takes a tarball only from below the registry's address, host and path ({@code
 * EALLOWREMOTE}), so documents must name the address that this client has used.
 */
@LeaksCheckedAfterAll
class NpmAddressIT {
  private static final Map<String, String> TOP = Map.of("top", "^1.0.0");

  @ParameterizedTest
  @ValueSource(strings = {"127.0.0.1", "localhost"})
  void npm12IsGivenTheAddressThatItHasUsed(String host) {
    try (var origin = ClientFixtures.tree();
        var weir = WeirUnderTest.of(origin);
        var project = Client.NPM_12.project(at(host, weir)).dependsOn(TOP)) {
      assertInstalls(project);

      assertThat(project.locked())
          .contains("\"" + at(host, weir) + "@scope/middle/-/middle-1.2.0.tgz\"");
    }
  }

  @Test
  void npm12RefusesALockfileThatNamesTheSameWeirByAnotherName() {
    try (var origin = ClientFixtures.tree();
        var weir = WeirUnderTest.of(origin);
        var project = Client.NPM_12.project(at("localhost", weir)).dependsOn(TOP)) {
      assertInstalls(project);

      var refused = project.registry(weir.registry()).cloned().installFrozen();

      assertThat(refused.succeeded()).isFalse();
      assertThat(refused.output()).contains("EALLOWREMOTE");

      project.configure("replace-registry-host=always");
      assertInstallsFrozen(project);
    }
  }

  @Test
  void npm11TakesALockfileThatNamesTheSameWeirByAnotherName() {
    try (var origin = ClientFixtures.tree();
        var weir = WeirUnderTest.of(origin);
        var project = Client.NPM_11.project(at("localhost", weir)).dependsOn(TOP)) {
      assertInstalls(project);

      project.registry(weir.registry()).cloned();

      assertInstallsFrozen(project);
    }
  }

  /** The path is put in front as well as the host. */
  @ParameterizedTest
  @EnumSource(names = {"NPM_10", "NPM_11", "NPM_12"})
  void aLockfileOfAnotherRegistryGoesThroughWeirIfNpmIsToldSo(Client npm) {
    try (var origin = ClientFixtures.tree();
        var weir = WeirUnderTest.of(origin);
        var project = npm.project(origin.url()).dependsOn(TOP)) {
      assertInstalls(project);
      project.registry(weir.registry()).configure("replace-registry-host=always").cloned();

      assertInstallsFrozen(project);

      assertThat(weir.metric("weir_cache_requests_total", "kind=\"tarball\"", "status=\"miss\""))
          .isEqualTo(3);
    }
  }

  private static String at(String host, WeirUnderTest weir) {
    return weir.registry().replace("127.0.0.1", host);
  }

  private static void assertInstalls(ClientProject project) {
    var installed = project.install();
    assertThat(installed.succeeded()).as(installed.output()).isTrue();
    assertThat(project.installed()).isEqualTo(TREE);
  }

  private static void assertInstallsFrozen(ClientProject project) {
    var installed = project.cloned().installFrozen();
    assertThat(installed.succeeded()).as(installed.output()).isTrue();
    assertThat(project.installed()).isEqualTo(TREE);
  }
}
