package dev.weir.system;

import static dev.weir.system.ClientFixtures.TREE;
import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.testing.FixtureRegistry;
import dev.weir.testing.LeaksCheckedAfterAll;
import dev.weir.testing.clients.Client;
import dev.weir.testing.clients.ClientProject;
import dev.weir.testing.clients.ClientTest;
import java.net.URI;
import java.util.Map;

/** A committed lockfile is enough, whatever is in the cache and whatever address it names. */
@LeaksCheckedAfterAll
class ClientLockfileIT {
  private static final String ADDRESS = "http://127.0.0.1:";

  @ClientTest("install from a lockfile, origin off")
  void aLockfileIsInstalledWithTheOriginOff(Client client) {
    try (var origin = ClientFixtures.tree();
        var weir = WeirUnderTest.of(origin);
        var project = client.project(weir.registry()).dependsOn(Map.of("top", "^1.0.0"))) {
      var first = project.install();
      assertThat(first.succeeded()).as(first.output()).isTrue();
      origin.stop();

      assertInstallsFrozen(project, weir);
    }
  }

  @ClientTest(
      value = "install from a lockfile without addresses, Weir another and empty",
      without = {Client.YARN_1, Client.BUN, Client.DENO})
  void aLockfileWithoutAddressesIsInstalledThroughAnotherEmptyWeir(Client client) {
    try (var origin = ClientFixtures.tree();
        var project = resolved(client, origin, withoutAddresses(client));
        var another = WeirUnderTest.of(origin)) {
      assertThat(project.locked()).doesNotContain(ADDRESS);

      assertInstallsFrozen(project, another);
      assertThat(origin.tarballRequests()).isEqualTo(3);
    }
  }

  @ClientTest(
      value = "install from a lockfile with addresses, Weir empty",
      without = {Client.YARN_4})
  void aLockfileWithAddressesIsInstalledThroughAnEmptyWeir(Client client) {
    try (var origin = ClientFixtures.tree();
        var project = resolved(client, origin, withAddresses(client));
        var empty = WeirUnderTest.of(origin, "port=" + port(project))) {
      assertThat(project.locked()).contains(empty.registry() + "@scope/middle/-/middle-1.2.0.tgz");

      assertInstallsFrozen(project, empty);
      assertThat(origin.tarballRequests()).isEqualTo(3);
    }
  }

  /**
   * A project whose lockfile was made through a Weir that is gone; the origin has not been asked.
   */
  private static ClientProject resolved(Client client, FixtureRegistry origin, String... settings) {
    try (var weir = WeirUnderTest.of(origin)) {
      var project = client.project(weir.registry()).configure(settings);
      var first = project.dependsOn(Map.of("top", "^1.0.0")).install();
      assertThat(first.succeeded()).as(first.output()).isTrue();
      origin.resetCounters();
      return project;
    }
  }

  private static String[] withoutAddresses(Client client) {
    return client.isNpm() ? new String[] {"omit-lockfile-registry-resolved=true"} : new String[0];
  }

  private static String[] withAddresses(Client client) {
    return client == Client.PNPM ? new String[] {"lockfileIncludeTarballUrl: true"} : new String[0];
  }

  private static int port(ClientProject project) {
    return URI.create(project.registry()).getPort();
  }

  private static void assertInstallsFrozen(ClientProject project, WeirUnderTest weir) {
    var locked = project.locked();

    var installed = project.registry(weir.registry()).cloned().installFrozen();

    assertThat(installed.succeeded()).as(installed.output()).isTrue();
    assertThat(project.installed()).isEqualTo(TREE);
    assertThat(project.locked()).isEqualTo(locked);
  }
}
