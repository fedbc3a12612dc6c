package dev.weir.system;

import static dev.weir.system.ClientFixtures.TREE;
import static dev.weir.system.Secrets.BOTH;
import static dev.weir.system.Secrets.PLAIN;
import static dev.weir.system.Secrets.SCOPED;
import static dev.weir.system.Secrets.assertDone;
import static dev.weir.system.Secrets.unwrapped;
import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.testing.LeaksCheckedAfterAll;
import dev.weir.testing.clients.Client;
import dev.weir.testing.clients.ClientTest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeSet;

/** Every client that can publishes to a repository in front of the proxying one. */
@LeaksCheckedAfterAll
class ClientPublishIT {
  @ClientTest(
      value = "publish, plain and scoped, and a prerelease under another dist-tag",
      without = {Client.DENO})
  void versionsArePublished(Client client) {
    try (var secrets = new Secrets();
        var author = secrets.author(client)) {
      for (var name : BOTH) {
        assertDone(author.publish(name, "1.0.0"));
        assertDone(author.publish(name, "1.1.0"));
        assertDone(author.publish(name, "2.0.0-rc.1", "next", "soon"));

        assertThat(secrets.packument(name))
            .contains("\"latest\":\"1.1.0\"", "\"next\":\"2.0.0-rc.1\"", "It says first.")
            .doesNotContain("It says soon.");
        assertThat(secrets.tarball(name, "2.0.0-rc.1")).isEqualTo(200);
      }
    }
  }

  @ClientTest("install what was published, beside a package of the origin, and from the lockfile")
  void whatWasPublishedIsInstalledBesideAPublicPackage(Client client) throws IOException {
    try (var secrets = new Secrets();
        var author = secrets.author(client);
        var project = secrets.project(client)) {
      assertDone(author.publish(PLAIN, "1.0.0"));
      assertDone(author.publish(PLAIN, "1.1.0", "latest", "second"));
      assertDone(author.publish(SCOPED, "1.0.0"));
      project.dependsOn(Map.of(PLAIN, "^1.0.0", SCOPED, "*", "top", "^1.0.0"));
      var all = new TreeSet<>(TREE);
      all.add(PLAIN + "@1.1.0");
      all.add(SCOPED + "@1.0.0");

      assertDone(project.install());
      assertThat(project.installed()).isEqualTo(all);

      assertDone(project.cloned().installFrozen());
      assertThat(project.installed()).isEqualTo(all);
      var code = project.project().resolve("node_modules/" + PLAIN + "/index.js");
      assertThat(Files.readString(code)).contains("second");
    }
  }

  /** npm and Bun take the metadata away, and what is packed has it. */
  @ClientTest(
      value = "publish a version with build metadata, once, and install it",
      without = {Client.DENO})
  void aVersionWithBuildMetadataIsPublished(Client client) {
    try (var secrets = new Secrets();
        var author = secrets.author(client);
        var project = secrets.project(client).dependsOn(Map.of(PLAIN, "1.0.0"))) {
      assertDone(author.publish(PLAIN, "1.0.0+sha.abc"));

      assertThat(secrets.packument(PLAIN)).containsOnlyOnce("\"tarball\":");
      assertDone(project.install());
      var again = author.publish(PLAIN, "1.0.0+sha.def", "latest", "other");
      assertThat(again.succeeded()).as(again.output()).isFalse();
    }
  }

  /** What fits of such a name into a tar header ends behind a folder's name. */
  @ClientTest(
      value = "publish files with long paths, and install them",
      without = {Client.DENO})
  void filesWithLongPathsArePublished(Client client) throws IOException {
    var folder = "a".repeat(60) + "/" + "b".repeat(98) + "/" + "c".repeat(60) + "/";
    try (var secrets = new Secrets();
        var author = secrets.author(client);
        var project = secrets.project(client).dependsOn(Map.of(PLAIN, "1.0.0"))) {
      author.file(folder + "f.js", "f()").file(folder + "empty.js", "");

      assertDone(author.publish(PLAIN, "1.0.0"));

      assertDone(project.install());
      var installed = project.project().resolve("node_modules/" + PLAIN);
      assertThat(Files.readString(installed.resolve(folder + "f.js"))).isEqualTo("f()");
      assertThat(installed.resolve(folder + "empty.js")).isEmptyFile();
      assertThat(secrets.packument(PLAIN))
          .contains("\"fileCount\":%d,".formatted(files(installed)));
    }
  }

  private static long files(Path folder) throws IOException {
    try (var all = Files.walk(folder.toRealPath())) {
      // pnpm puts links to the package's commands below it.
      return all.filter(Files::isRegularFile).filter(file -> !isLink(file)).count();
    }
  }

  private static boolean isLink(Path file) {
    return file.toString().contains("/.bin/");
  }

  @ClientTest(
      value = "publish a version again with other content: refused",
      without = {Client.DENO})
  void aVersionIsNotPublishedOver(Client client) {
    try (var secrets = new Secrets();
        var author = secrets.author(client)) {
      assertDone(author.publish(SCOPED, "1.0.0"));
      var before = secrets.packument(SCOPED);

      var again = author.publish(SCOPED, "1.0.0", "latest", "other");

      assertThat(again.succeeded()).as(again.output()).isFalse();
      // npm 11 and 12 look for themselves before they send anything, and say it in their words.
      assertThat(unwrapped(again))
          .containsPattern(
              "(?i)cannot publish over the previously published versions?:? 1\\.0\\.0");
      assertThat(secrets.packument(SCOPED)).isEqualTo(before);
    }
  }
}
