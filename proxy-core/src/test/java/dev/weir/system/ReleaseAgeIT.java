package dev.weir.system;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.testing.LeaksCheckedAfterAll;
import dev.weir.testing.clients.Client;
import dev.weir.testing.clients.ClientTest;
import java.util.Map;
import java.util.Set;

/**
 * Clients that wait a day before they trust a version can do so, for the times are in both forms of
 * the packument. pnpm, Yarn 4 and Deno wait without being told.
 */
@LeaksCheckedAfterAll
class ReleaseAgeIT {
  @ClientTest(
      value = "waits a day before a new version",
      without = {Client.NPM_10, Client.YARN_1})
  void aVersionOfAnHourAgoIsNotPicked(Client client) {
    assertThat(installedBy(client, settings(client)))
        .isEqualTo(Set.of("first@1.0.0", "second@1.0.0"));
  }

  @ClientTest("takes a new version at once")
  void aVersionOfAnHourAgoIsPickedByWhoDoesNotWait(Client client) {
    assertThat(installedBy(client, ClientFixtures.atOnce(client)))
        .isEqualTo(Set.of("first@1.1.0", "second@1.1.0"));
  }

  private static String[] settings(Client client) {
    return switch (client) {
      case NPM_11, NPM_12 -> new String[] {"min-release-age=1"};
      case BUN -> new String[] {"minimumReleaseAge = 86400"};
      default -> new String[0];
    };
  }

  private static Set<String> installedBy(Client client, String... settings) {
    try (var origin = ClientFixtures.young();
        var weir = WeirUnderTest.of(origin);
        var project = client.project(weir.registry()).configure(settings)) {
      var installed = project.dependsOn(Map.of("first", "^1.0.0")).install();

      assertThat(installed.succeeded()).as(installed.output()).isTrue();
      return project.installed();
    }
  }
}
