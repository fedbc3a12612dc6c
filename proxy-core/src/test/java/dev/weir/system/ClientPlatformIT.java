package dev.weir.system;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.testing.LeaksCheckedAfterAll;
import dev.weir.testing.clients.Client;
import dev.weir.testing.clients.ClientTest;
import java.util.Map;
import java.util.Set;

/** Of a package's parts for each platform, a client installs the one it can use. */
@LeaksCheckedAfterAll
class ClientPlatformIT {
  private static final String CPU =
      System.getProperty("os.arch").equals("aarch64") ? "arm64" : "x64";

  @ClientTest("optional packages by os and cpu")
  void partsForOtherSystemsAreLeftOut(Client client) {
    assertThat(installedBy(client))
        .contains("native@1.0.0", "@native/linux-" + CPU + "@1.0.0")
        .noneMatch(part -> part.startsWith("@native/darwin"))
        .noneMatch(part -> part.contains(CPU.equals("x64") ? "arm64" : "x64"));
  }

  @ClientTest(
      value = "optional packages by libc",
      without = {Client.YARN_1, Client.DENO})
  void partsForAnotherLibcAreLeftOut(Client client) {
    assertThat(installedBy(client))
        .isEqualTo(Set.of("native@1.0.0", "@native/linux-" + CPU + "@1.0.0"));
  }

  private static Set<String> installedBy(Client client) {
    try (var origin = ClientFixtures.platforms();
        var weir = WeirUnderTest.of(origin);
        var project = client.project(weir.registry()).dependsOn(Map.of("native", "1.0.0"))) {
      var installed = project.install();

      assertThat(installed.succeeded()).as(installed.output()).isTrue();
      return project.installed();
    }
  }
}
