package dev.weir.cli.codeartifact;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.cli.FakeDaemon;
import dev.weir.cli.Weir;
import dev.weir.cli.json.Json;
import dev.weir.cli.json.JsonReader;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Listings that come in pages. */
class PagingTest {
  private final FakeDaemon daemon = FakeDaemon.start();

  @AfterEach
  void stop() {
    daemon.close();
  }

  @Test
  void allPagesAreOneAnswer() {
    daemon.answers(page("T", "a", "b")).answers(page("U", "c")).answers(page(null));

    var run = Weir.of(daemon).run("list-domains");

    assertThat(names(run.out())).isEqualTo("a, b, c");
    assertThat(run.out()).doesNotContain("oken");
    assertThat(daemon.asked())
        .extracting(FakeDaemon.Asked::body)
        .containsExactly("{}", "{\"nextToken\":\"T\"}", "{\"nextToken\":\"U\"}");
  }

  @Test
  void emptyPageInTheMiddleDoesNotEndIt() {
    daemon.answers(page("T", "a")).answers(page("U")).answers(page(null, "b"));

    assertThat(names(Weir.of(daemon).run("list-domains").out())).isEqualTo("a, b");
  }

  @Test
  void whatMaxItemsCutIsResumed() {
    daemon.answers(page("T", "a", "b")).answers(page("U", "c", "d"));
    daemon.answers(page("U", "c", "d")).answers(page(null, "e"));

    var first = Weir.of(daemon).run("list-domains", "--max-items", "3");
    var token = JsonReader.read(first.out()).text("NextToken");
    var rest = Weir.of(daemon).run("list-domains", "--starting-token", token);

    assertThat(names(first.out())).isEqualTo("a, b, c");
    assertThat(names(rest.out())).isEqualTo("d, e");
  }

  @Test
  void pageAskedForByHandIsShownWithItsToken() {
    daemon.answers(page("T", "a"));

    var run = Weir.of(daemon).run("list-domains", "--max-results", "1");

    assertThat(JsonReader.read(run.out()).text("nextToken")).isEqualTo("T");
    assertThat(daemon.asked()).hasSize(1);
  }

  @Test
  void serviceThatRepeatsAPageDoesNotKeepUsForEver() {
    daemon.answers(page("T", "a")).answers(page("T", "a"));

    var run = Weir.of(daemon).run("list-domains");

    assertThat(run.code()).isEqualTo(1);
    assertThat(run.err()).isEqualTo("weir: the same page came twice: T\n");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "--max-items 0",
        "--max-items x",
        "--page-size -1",
        "--starting-token %%%",
        "--starting-token W10=",
        // {"nextToken":null,"boto_truncate_amount":-1}, and one with 0.5
        "--starting-token eyJuZXh0VG9rZW4iOm51bGwsImJvdG9fdHJ1bmNhdGVfYW1vdW50IjotMX0=",
        "--starting-token eyJuZXh0VG9rZW4iOm51bGwsImJvdG9fdHJ1bmNhdGVfYW1vdW50IjowLjV9",
        "--max-items 1 --max-results 1",
        "--page-size 1 --no-paginate",
        "--max-results x",
        "--max-results 99999999999"
      })
  void wrongNumbersAndWordsAreNamed(String options) {
    var words = ("list-domains " + options).split(" ");

    var run = Weir.of(daemon).run(words);

    assertThat(run.code()).isEqualTo(2);
    assertThat(run.err().lines()).singleElement().asString().startsWith("weir: " + words[1]);
    assertThat(daemon.asked()).isEmpty();
  }

  private static String page(@org.jspecify.annotations.Nullable String next, String... names) {
    var domains = new StringBuilder();
    for (String name : names) {
      domains.append(domains.isEmpty() ? "" : ",").append("{\"name\":\"" + name + "\"}");
    }
    var token = next == null ? "" : ",\"nextToken\":\"" + next + "\"";
    return "{\"domains\":[" + domains + "]" + token + "}";
  }

  private static String names(String out) {
    return new Json.Items(JsonReader.read(out).items("domains")).asText();
  }
}
