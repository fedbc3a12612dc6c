package dev.weir.system;

import static dev.weir.system.Secrets.PLAIN;
import static dev.weir.system.Secrets.SCOPED;
import static dev.weir.system.Secrets.assertDone;
import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.testing.LeaksCheckedAfterAll;
import dev.weir.testing.clients.Client;
import dev.weir.testing.clients.ClientTest;

/** Where everyone may do everything, everyone is called {@code open}. */
@LeaksCheckedAfterAll
class ClientAccountIT {
  @ClientTest(
      value = "whoami",
      without = {Client.YARN_1, Client.DENO})
  void whoeverShowsACredentialIsCalledOpen(Client client) {
    try (var secrets = new Secrets();
        var author = secrets.author(client)) {
      var said = author.whoami();

      assertDone(said);
      assertThat(said.output()).containsPattern("\\bopen\\b");
    }
  }

  @ClientTest(
      value = "list the owners of a published package",
      without = {Client.YARN_4, Client.BUN, Client.DENO})
  void aPublishedPackageBelongsToEveryone(Client client) {
    try (var secrets = new Secrets();
        var author = secrets.author(client)) {
      assertDone(author.publish(SCOPED, "1.0.0"));

      var listed = author.owners(SCOPED);

      assertDone(listed);
      assertThat(listed.output()).containsPattern("\\bopen\\b");
    }
  }

  /** {@link Secrets} checks that the origin, which is asked for other texts, heard nothing. */
  @ClientTest(
      value = "search finds a published package beside one of the origin",
      without = {Client.YARN_1, Client.YARN_4, Client.BUN, Client.DENO})
  void aPublishedPackageIsFound(Client client) {
    try (var secrets = new Secrets();
        var author = secrets.author(client)) {
      assertDone(author.publish(PLAIN, "1.0.0"));
      assertDone(author.publish(SCOPED, "1.0.0"));

      var ours = author.search(PLAIN);
      var theirs = author.search("leaf");

      assertDone(ours);
      assertThat(ours.output()).contains(PLAIN, "made to be published").doesNotContain(SCOPED);
      assertDone(theirs);
      assertThat(theirs.output()).contains("leaf").doesNotContain(PLAIN, SCOPED);
    }
  }
}
