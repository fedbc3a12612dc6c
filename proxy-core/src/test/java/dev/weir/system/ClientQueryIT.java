package dev.weir.system;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.testing.LeaksCheckedAfterAll;
import dev.weir.testing.clients.Client;
import dev.weir.testing.clients.ClientTest;
import java.util.Map;

/** Clients ask about packages without installing them. */
@LeaksCheckedAfterAll
class ClientQueryIT {
  @ClientTest("view")
  void aPackageIsViewed(Client client) {
    try (var origin = ClientFixtures.tree();
        var weir = WeirUnderTest.of(origin);
        var project = client.project(weir.registry())) {
      var viewed = project.view("top");

      assertThat(viewed.succeeded()).as(viewed.output()).isTrue();
      assertThat(viewed.output()).contains("1.1.0").doesNotContain("2.0.0");
    }
  }

  @ClientTest("view a scoped package, origin off")
  void aScopedPackageIsViewedWithTheOriginOff(Client client) {
    try (var origin = ClientFixtures.tree();
        var weir = WeirUnderTest.of(origin)) {
      try (var project = client.project(weir.registry())) {
        var first = project.add("@scope/middle");
        assertThat(first.succeeded()).as(first.output()).isTrue();
      }
      origin.stop();

      try (var project = client.project(weir.registry())) {
        var viewed = project.view("@scope/middle");

        assertThat(viewed.succeeded()).as(viewed.output()).isTrue();
        assertThat(viewed.output()).contains("2.0.0");
      }
    }
  }

  @ClientTest(
      value = "outdated",
      without = {Client.YARN_4})
  void whatIsOutdatedIsListedAndWhatIsNotIsNot(Client client) {
    try (var origin = ClientFixtures.tree();
        var weir = WeirUnderTest.of(origin);
        var project = client.project(weir.registry())) {
      project.dependsOn(Map.of("top", "1.0.0", "leaf", "0.2.0"));
      var installed = project.install();
      assertThat(installed.succeeded()).as(installed.output()).isTrue();

      var outdated = project.outdated();

      // Bun and Deno leave with 0, the others with 1.
      assertThat(outdated.exitCode()).as(outdated.output()).isBetween(0, 1);
      assertThat(outdated.output()).contains("top", "1.0.0", "1.1.0").doesNotContain("leaf");
    }
  }
}
