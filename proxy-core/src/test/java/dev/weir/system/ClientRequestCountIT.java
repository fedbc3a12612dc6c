package dev.weir.system;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.testing.FixtureRegistry;
import dev.weir.testing.LeaksCheckedAfterAll;
import dev.weir.testing.clients.Client;
import dev.weir.testing.clients.ClientProject;
import dev.weir.testing.clients.ClientTest;
import dev.weir.testing.documents.FixturePackage;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/**
 * How many requests a client needs. It asks less if documents have {@code time}, {@code modified}
 * and {@code Last-Modified}; that they all have is what is counted here.
 */
@LeaksCheckedAfterAll
class ClientRequestCountIT {
  private final AccessLine.Log log = AccessLine.Log.create();

  @AfterEach
  void close() throws Exception {
    log.close();
  }

  @ClientTest("two packages cold: two packuments, two tarballs")
  void twoPackagesColdAreTwoPackumentsAndTwoTarballs(Client client) {
    try (var origin = old();
        var weir = WeirUnderTest.of(origin, log.settings());
        var project = project(client, weir)) {
      install(project);

      assertTwoAndTwo(log.since(weir));
    }
  }

  @ClientTest(
      value = "two packages by lockfile: two tarballs alone",
      without = {Client.PNPM})
  void aLockfileOfTwoPackagesIsTwoTarballs(Client client) {
    try (var origin = old();
        var weir = WeirUnderTest.of(origin, log.settings());
        var project = project(client, weir)) {
      install(project);
      log.since(weir);

      frozen(project);

      assertThat(log.since(weir)).hasSize(2).allMatch(AccessLine::isTarball);
    }
  }

  @Test
  void pnpmNeedsNoSecondLookForWhatHasANewVersion() {
    try (var origin = ClientFixtures.young();
        var weir = WeirUnderTest.of(origin, log.settings());
        var project = project(Client.PNPM, weir)) {
      install(project);

      assertTwoAndTwo(log.since(weir));
    }
  }

  @Test
  void pnpmChecksALockfileOfOldPackagesByTheirLastChange() {
    try (var origin = old();
        var weir = WeirUnderTest.of(origin, log.settings());
        var project = project(Client.PNPM, weir)) {
      install(project);
      log.since(weir);

      frozen(project);

      // It may take a HEAD, which has Last-Modified, or a GET, which has modified as well.
      var asked = log.since(weir);
      assertThat(asked).hasSize(4).allMatch(a -> a.status() == 200);
      assertThat(asked).filteredOn(AccessLine::isPackument).hasSize(2);
      assertThat(asked).filteredOn(AccessLine::isTarball).hasSize(2);
    }
  }

  @Test
  void pnpmThatKnowsOfTheTimesChecksALockfileWithTwoPackuments() {
    try (var origin = ClientFixtures.young();
        var weir = WeirUnderTest.of(origin, log.settings());
        var project = project(Client.PNPM, weir)) {
      project.configure("registrySupportsTimeField: true");
      install(project);
      log.since(weir);

      frozen(project);

      assertTwoAndTwo(withoutHeads(log.since(weir)));
    }
  }

  /** Why the setting is worth it: attestations and full documents are asked for otherwise. */
  @Test
  void pnpmThatDoesNotKnowOfTheTimesAsksTwiceAsMuch() {
    try (var origin = ClientFixtures.young();
        var weir = WeirUnderTest.of(origin, log.settings());
        var project = project(Client.PNPM, weir)) {
      install(project);
      log.since(weir);

      frozen(project);

      var asked = withoutHeads(log.since(weir));
      assertThat(asked).filteredOn(AccessLine::isTarball).hasSize(2);
      assertThat(asked).filteredOn(AccessLine::isPackument).hasSize(4);
      assertThat(asked).filteredOn(a -> a.path().contains("/attestations/")).hasSize(2);
      assertThat(asked).hasSize(8);
    }
  }

  /** Checking a lockfile, pnpm sometimes looks at Last-Modified before it asks for a document. */
  private static List<AccessLine> withoutHeads(List<AccessLine> asked) {
    assertThat(asked).filteredOn(a -> a.method().equals("HEAD")).hasSizeLessThanOrEqualTo(2);
    return asked.stream().filter(a -> !a.method().equals("HEAD")).toList();
  }

  private static FixtureRegistry old() {
    return FixtureRegistry.start()
        .add(FixturePackage.of("first").versions("1.0.0").dependsOn("second", "^1.0.0"))
        .add(FixturePackage.of("second").versions("1.0.0"));
  }

  private static ClientProject project(Client client, WeirUnderTest weir) {
    return client.project(weir.registry()).dependsOn(Map.of("first", "^1.0.0"));
  }

  private static void install(ClientProject project) {
    var installed = project.install();
    assertThat(installed.succeeded()).as(installed.output()).isTrue();
  }

  private static void frozen(ClientProject project) {
    var installed = project.cloned().installFrozen();
    assertThat(installed.succeeded()).as(installed.output()).isTrue();
  }

  private static void assertTwoAndTwo(List<AccessLine> asked) {
    assertThat(asked).hasSize(4).allMatch(a -> a.method().equals("GET") && a.status() == 200);
    assertThat(asked).filteredOn(AccessLine::isPackument).hasSize(2);
    assertThat(asked).filteredOn(AccessLine::isTarball).hasSize(2);
  }
}
