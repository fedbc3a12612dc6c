package dev.weir.system;

import static dev.weir.system.Secrets.BOTH;
import static dev.weir.system.Secrets.PLAIN;
import static dev.weir.system.Secrets.assertDone;
import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.testing.LeaksCheckedAfterAll;
import dev.weir.testing.clients.Client;
import dev.weir.testing.clients.ClientTest;
import java.util.Set;

/** Dist-tags of packages that were published are set, listed, installed and taken away. */
@LeaksCheckedAfterAll
class ClientTagIT {
  @ClientTest(
      value = "dist-tags: set, list, take away",
      without = {Client.BUN, Client.DENO})
  void aTagIsSetAndListedAndTakenAway(Client client) {
    try (var secrets = new Secrets();
        var author = secrets.author(client)) {
      for (var name : BOTH) {
        assertDone(author.publish(name, "1.0.0"));
        assertDone(author.publish(name, "1.1.0"));

        assertDone(author.addTag(name + "@1.0.0", "steady"));

        var listed = author.tags(name);
        assertDone(listed);
        assertThat(listed.output()).containsPattern("steady\\W+1\\.0\\.0");
        assertThat(listed.output()).containsPattern("latest\\W+1\\.1\\.0");

        assertDone(author.removeTag(name, "steady"));

        assertThat(author.tags(name).output()).contains("latest").doesNotContain("steady");
      }
    }
  }

  @ClientTest("add a published package by dist-tag")
  void aTagOfAPublishedPackageIsInstalled(Client client) {
    try (var secrets = new Secrets();
        var author = secrets.npm();
        var project = secrets.project(client)) {
      assertDone(author.publish(PLAIN, "1.0.0"));
      assertDone(author.publish(PLAIN, "2.0.0-rc.1", "next", "soon"));
      assertDone(author.addTag(PLAIN + "@2.0.0-rc.1", "soon"));

      assertDone(project.add(PLAIN + "@soon"));

      assertThat(project.installed()).isEqualTo(Set.of(PLAIN + "@2.0.0-rc.1"));
    }
  }

  @ClientTest(
      value = "take the dist-tag latest away: refused",
      without = {Client.BUN, Client.DENO})
  void latestIsNotTakenAway(Client client) {
    try (var secrets = new Secrets();
        var author = secrets.author(client)) {
      assertDone(author.publish(PLAIN, "1.0.0"));

      var removed = author.removeTag(PLAIN, "latest");

      assertThat(removed.succeeded()).as(removed.output()).isFalse();
      assertThat(secrets.packument(PLAIN)).contains("\"latest\":\"1.0.0\"");
    }
  }
}
