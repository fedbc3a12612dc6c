package dev.weir.cli.see;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.cli.FakeDaemon;
import dev.weir.cli.Weir;
import dev.weir.cli.json.JsonReader;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** {@code weir who-has}: what it asks and what it prints. */
class WhoHasTest {
  private final FakeDaemon daemon = FakeDaemon.start();

  @AfterEach
  void stop() {
    daemon.close();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "lodash|package=lodash",
        "lodash@^4.17.0|package=lodash&range=%5E4.17.0",
        "@types/node@>=1 <3|package=%40types%2Fnode&range=%3E%3D1%20%3C3",
        "@types/node|package=%40types%2Fnode",
        "pkg@1.0.0+b|package=pkg&range=1.0.0%2Bb",
      })
  void theQuestionNamesThePackage(String what, String query) {
    Weir.of(daemon).run("who-has", what);

    assertThat(daemon.asked().get(0).method()).isEqualTo("GET");
    assertThat(daemon.asked().get(0).target()).isEqualTo("/weir/v1/who-has?" + query);
  }

  @Test
  void aDomainIsAskedFor() {
    Weir.of(daemon).run("who-has", "lodash", "--domain", "local");

    assertThat(daemon.asked().get(0).target())
        .isEqualTo("/weir/v1/who-has?package=lodash&domain=local");
  }

  @ParameterizedTest
  @ValueSource(strings = {"@", "lodash@", "@types/node@"})
  void nothingIsWrongUsage(String what) {
    var run = Weir.of(daemon).run("who-has", what);

    assertThat(run.code()).isEqualTo(2);
    assertThat(run.err()).contains(what + " (expected: PACKAGE or PACKAGE@RANGE)");
  }

  @Test
  void theAnswerIsAPage() {
    daemon.answers(
        """
        {"package": "@lab/pkg", "range": null, "next": null,
         "repositories": [
           {"domain": "local", "repository": "dev", "since": "2026-01-01T00:00:00Z",
            "restrictions": {"publish": "ALLOW", "upstream": "BLOCK"}, "more": 2,
            "versions": [
              {"version": "1.10.0", "status": "Published", "origin": "INTERNAL", "entry": "dev",
               "since": "2026-01-02T00:00:00Z"},
              {"version": "1.9.0", "status": "Archived", "origin": "EXTERNAL",
               "entry": "public:npmjs", "since": "2026-01-01T00:00:00Z"}]}],
         "connections": [
           {"connection": "public:npmjs", "checkedAt": null, "latest": "1.2.0",
            "versions": ["1.2.0", "1.1.0"], "more": 0}]}""");

    var run = Weir.of(daemon).run("who-has", "@lab/pkg", "--output", "table");

    assertThat(run.out())
        .isEqualTo(
            """
            local/dev  since 2026-01-01T00:00:00Z, publish ALLOW, upstream BLOCK
              1.10.0  Published  published to dev   2026-01-02T00:00:00Z
              1.9.0   Archived   from public:npmjs  2026-01-01T00:00:00Z
              and 2 versions more
            => public:npmjs  2 versions in its stored packument, latest 1.2.0, expired
              1.2.0
              1.1.0
            """);
  }

  @Test
  void nobodyIsSaid() {
    daemon.answers("{\"package\":\"x\",\"range\":\"^1\",\"repositories\":[],\"connections\":[]}");

    var run = Weir.of(daemon).run("who-has", "x@^1", "--output", "table");

    assertThat(run.code()).isZero();
    assertThat(run.out()).isEqualTo("no repository has x@^1 of its own\n");
  }

  @Test
  void partsAreFollowedToTheEnd() {
    daemon
        .answers("{\"package\":\"x\",\"repositories\":[{\"repository\":\"a\"}],\"next\":\"d/b\"}")
        .answers("{\"package\":\"x\",\"repositories\":[{\"repository\":\"b\"}],\"next\":null}");

    var run = Weir.of(daemon).run("who-has", "x", "--output", "json");

    assertThat(daemon.asked().get(1).target()).isEqualTo("/weir/v1/who-has?package=x&from=d%2Fb");
    var answer = JsonReader.read(run.out());
    assertThat(answer.items("repositories").stream().map(one -> one.text("repository")))
        .containsExactly("a", "b");
    assertThat(answer.at("next")).isEmpty();
  }
}
