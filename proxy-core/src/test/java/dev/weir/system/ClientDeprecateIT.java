package dev.weir.system;

import static dev.weir.system.Secrets.SCOPED;
import static dev.weir.system.Secrets.assertDone;
import static dev.weir.system.Secrets.both;
import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.testing.LeaksCheckedAfterAll;
import dev.weir.testing.clients.Client;
import dev.weir.testing.clients.ClientTest;
import org.junit.jupiter.api.Test;

/** Versions are marked as not to be used any more, and whoever installs them is told. */
@LeaksCheckedAfterAll
class ClientDeprecateIT {
  private static final String WHY = "moved to another place";

  @ClientTest(
      value = "deprecate, and take it back",
      without = {Client.YARN_1, Client.YARN_4, Client.BUN, Client.DENO})
  void aVersionIsDeprecatedAndNotAnyMore(Client client) {
    try (var secrets = new Secrets();
        var author = secrets.author(client)) {
      assertDone(author.publish(SCOPED, "1.0.0"));
      assertDone(author.publish(SCOPED, "1.1.0"));
      var before = secrets.weir().get("@hush%2fscoped/1.1.0").body();

      assertDone(author.deprecate(SCOPED + "@1.0.0", WHY));

      assertThat(secrets.weir().get("@hush%2fscoped/1.0.0").body()).contains(WHY);
      assertThat(secrets.weir().get("@hush%2fscoped/1.1.0").body()).isEqualTo(before);

      assertDone(author.undeprecate(SCOPED + "@1.0.0"));

      assertThat(secrets.packument(SCOPED)).doesNotContain(WHY);
    }
  }

  @ClientTest(
      value = "install a deprecated version: warned",
      without = {Client.YARN_4, Client.DENO})
  void whoInstallsADeprecatedVersionIsWarned(Client client) {
    try (var secrets = new Secrets();
        var author = secrets.npm();
        var project = secrets.project(client).dependsOn(both("^1.0.0"))) {
      for (var name : Secrets.BOTH) {
        assertDone(author.publish(name, "1.0.0"));
      }
      assertDone(author.deprecate(SCOPED + "@1.0.0", WHY));

      var installed = project.install();

      assertDone(installed);
      // pnpm tells of the message only who asks.
      assertThat(installed.output()).contains(client == Client.PNPM ? "deprecated" : WHY, SCOPED);
    }
  }

  @ClientTest(
      value = "install a version that is deprecated no more: not warned",
      without = {Client.YARN_4, Client.DENO})
  void whoInstallsAVersionThatIsNotDeprecatedAnyMoreIsNotWarned(Client client) {
    try (var secrets = new Secrets();
        var author = secrets.npm();
        var project = secrets.project(client)) {
      assertDone(author.publish(SCOPED, "1.0.0"));
      assertDone(author.deprecate(SCOPED + "@1.0.0", WHY));
      assertDone(author.undeprecate(SCOPED + "@1.0.0"));

      var added = project.add(SCOPED);

      assertDone(added);
      assertThat(added.output()).doesNotContain(WHY).doesNotContain("deprecated");
    }
  }

  /** Yarn 4 installs without a word, and tells who asks for an audit. */
  @Test
  void yarnFourTellsOfADeprecatedVersionWhenItAudits() {
    try (var secrets = new Secrets();
        var author = secrets.npm();
        var project = secrets.project(Client.YARN_4)) {
      assertDone(author.publish(SCOPED, "1.0.0"));
      assertDone(author.deprecate(SCOPED + "@1.0.0", WHY));
      assertDone(project.add(SCOPED));

      assertThat(project.audit().output()).contains(WHY);
    }
  }
}
