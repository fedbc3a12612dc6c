package dev.weir.cli.publish;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.cli.FakeDaemon;
import dev.weir.cli.Weir;
import dev.weir.cli.json.JsonReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** {@code weir publish-to}: what it sends and what it says. */
class PublishToTest {
  private static final String REFUSED =
      """
      {"error": "nothing was published: local/lib: other bytes",
       "message": "nothing was published: local/lib: other bytes",
       "package": "@lab/pkg", "version": "1.0.0", "tag": "latest",
       "repositories": [
         {"domain": "local", "repository": "dev", "outcome": "held-back", "detail": null},
         {"domain": "local", "repository": "lib", "outcome": "conflict",
          "detail": "other bytes"}]}""";

  @TempDir private Path folder;
  private final FakeDaemon daemon = FakeDaemon.start();

  @BeforeEach
  void pack() throws IOException {
    Files.writeString(folder.resolve("pkg.tgz"), "tarball");
  }

  @AfterEach
  void stop() {
    daemon.close();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "local/dev|repository=local%2Fdev",
        "local/dev local/lib|repository=local%2Fdev&repository=local%2Flib",
        "--domain local dev lib|repository=local%2Fdev&repository=local%2Flib",
        "--domain local dev local/lib|repository=local%2Fdev&repository=local%2Flib",
        "--tag next local/dev|repository=local%2Fdev&tag=next",
      })
  void theFileIsSentAsItIs(String line, String query) {
    var run = weir().run(("publish-to " + line + " pkg.tgz").split(" "));

    assertThat(run.code()).as(run.err()).isZero();
    var asked = daemon.asked().get(0);
    assertThat(asked.method()).isEqualTo("POST");
    assertThat(asked.target()).startsWith("/weir/v1/publish?");
    // The SDK has an order of its own for them.
    assertThat(asked.target().substring(asked.target().indexOf('?') + 1).split("&"))
        .containsExactlyInAnyOrder(query.split("&"));
    assertThat(asked.body()).isEqualTo("tarball");
    assertThat(asked.headers())
        .containsEntry("Content-type", "application/octet-stream")
        .containsEntry("Content-length", "7");
  }

  @Test
  void whatBecameOfItIsShownForEachRepository() {
    daemon.answers(
        201,
        Map.of(),
        """
        {"package": "@lab/pkg", "version": "1.0.0", "tag": "next",
         "repositories": [
           {"domain": "local", "repository": "dev", "outcome": "published", "detail": null},
           {"domain": "local", "repository": "library", "outcome": "unchanged",
            "detail": null}]}""");

    var run = weir().run("publish-to", "local/dev", "pkg.tgz", "--output", "table");

    assertThat(run.out())
        .isEqualTo(
            """
            @lab/pkg@1.0.0 as next
              local/dev      published
              local/library  unchanged
            """);
  }

  @Test
  void aRefusalIsShownForEachRepositoryAndFails() {
    daemon.answers(409, Map.of(), REFUSED);

    var run = weir().run("publish-to", "local/dev", "local/lib", "pkg.tgz", "--output", "table");

    assertThat(run.code()).isEqualTo(1);
    assertThat(run.out())
        .isEqualTo(
            """
            @lab/pkg@1.0.0 as latest
              local/dev  held-back
              local/lib  conflict   other bytes
            """);
    assertThat(run.err())
        .startsWith("weir: An error occurred (409) when calling POST /weir/v1/publish?")
        .endsWith(": nothing was published: local/lib: other bytes\n");
  }

  @Test
  void aRefusalIsJsonForPrograms() {
    daemon.answers(409, Map.of(), REFUSED);

    var run = weir().run("publish-to", "local/dev", "pkg.tgz", "--output", "json");

    assertThat(run.code()).isEqualTo(1);
    assertThat(JsonReader.read(run.out())).isEqualTo(JsonReader.read(REFUSED));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "local/dev|publish-to",
        "dev pkg.tgz|dev (expected: DOMAIN/REPO, or --domain DOMAIN)",
        "local/dev none.tgz|none.tgz (expected: a tarball, last of all)",
        "local/dev .|. (expected: a tarball, last of all)",
      })
  void whatCannotBeSentIsWrongUsage(String line, String words) {
    var run = weir().run(("publish-to " + line).split(" "));

    assertThat(run.code()).isEqualTo(2);
    assertThat(run.err()).contains(words);
    assertThat(daemon.asked()).isEmpty();
  }

  private Weir weir() {
    return Weir.of(daemon).in(folder);
  }
}
