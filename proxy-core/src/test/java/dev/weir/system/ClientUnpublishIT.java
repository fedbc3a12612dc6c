package dev.weir.system;

import static dev.weir.system.Secrets.BOTH;
import static dev.weir.system.Secrets.SCOPED;
import static dev.weir.system.Secrets.assertDone;
import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.testing.LeaksCheckedAfterAll;
import dev.weir.testing.clients.Client;
import dev.weir.testing.clients.ClientTest;
import dev.weir.testing.documents.FixturePackage;

/** Versions that were published are taken back. */
@LeaksCheckedAfterAll
class ClientUnpublishIT {
  @ClientTest(
      value = "unpublish one version",
      without = {Client.YARN_1, Client.YARN_4, Client.BUN, Client.DENO})
  void oneVersionIsTakenBackAndTheOthersStay(Client client) {
    try (var secrets = new Secrets();
        var author = secrets.author(client)) {
      for (var name : BOTH) {
        assertDone(author.publish(name, "1.0.0"));
        assertDone(author.publish(name, "1.1.0"));
        assertDone(author.publish(name, "1.2.0"));

        assertDone(author.unpublish(name + "@1.2.0"));

        assertThat(secrets.packument(name))
            .contains("\"latest\":\"1.1.0\"", "\"1.0.0\":{")
            .doesNotContain("1.2.0");
        assertThat(secrets.tarball(name, "1.2.0")).isEqualTo(404);
        assertThat(secrets.tarball(name, "1.1.0")).isEqualTo(200);

        assertDone(author.unpublish(name + "@1.0.0"));

        assertThat(secrets.packument(name)).contains("\"latest\":\"1.1.0\"");
        assertThat(secrets.tarball(name, "1.0.0")).isEqualTo(404);
        assertThat(secrets.tarball(name, "1.1.0")).isEqualTo(200);
      }
    }
  }

  @ClientTest(
      value = "unpublish all versions: the name stays private",
      without = {Client.YARN_1, Client.YARN_4, Client.BUN, Client.DENO})
  void allVersionsAreTakenBackAndTheNameStaysOurs(Client client) {
    try (var secrets = new Secrets();
        var author = secrets.author(client)) {
      assertDone(author.publish(SCOPED, "1.0.0"));
      assertDone(author.publish(SCOPED, "1.1.0"));
      secrets.origin().add(FixturePackage.of(SCOPED).versions("99.0.0"));

      assertDone(author.unpublishAll(SCOPED));

      assertThat(secrets.weir().get("@hush%2fscoped").statusCode()).isEqualTo(404);
      for (var version : new String[] {"1.0.0", "1.1.0", "99.0.0"}) {
        assertThat(secrets.tarball(SCOPED, version)).isEqualTo(404);
      }

      assertDone(author.publish(SCOPED, "1.2.0"));

      assertThat(secrets.packument(SCOPED))
          .contains("\"latest\":\"1.2.0\"")
          .doesNotContain("99.0.0");
    }
  }
}
