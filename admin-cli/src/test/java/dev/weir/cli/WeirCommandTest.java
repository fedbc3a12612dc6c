package dev.weir.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.StringWriter;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class WeirCommandTest {
  private final Weir weir = Weir.alone();

  @Test
  void versionIsTheOneOfTheBuild() {
    var run = weir.run("--version");

    assertThat(run.code()).isZero();
    assertThat(run.out()).matches("weir \\d+\\.\\d+\\.\\d+\\S*\\R");
    assertThat(run.err()).isEmpty();
  }

  @Test
  void helpListsTheVerbsInGroups() {
    var run = weir.run("--help");

    assertThat(run.code()).isZero();
    assertThat(run.out())
        .startsWith("Usage: weir")
        .containsSubsequence(
            "Start\n  serve ",
            "See\n  status ",
            "Log in\n",
            "Domains and repositories\n  create-domain ",
            "Packages\n  publish-to ",
            "Permissions and tags\n");
  }

  @Test
  void helpOfEveryVerbFitsIntoHundredColumns() {
    var verbs = WeirCommand.whole(weir.surroundings(new StringWriter(), new StringWriter()));

    for (String verb : verbs.getSubcommands().keySet()) {
      var run = weir.run(verb, "--help");
      assertThat(run.code()).as(verb).isZero();
      assertThat(run.out().lines())
          .as(verb)
          .allSatisfy(line -> assertThat(line).hasSizeLessThan(101));
    }
    assertThat(weir.run("--help").out().lines())
        .allSatisfy(line -> assertThat(line).hasSizeLessThan(101));
  }

  @Test
  void eachVerbStandsInOneGroup() {
    var grouped = Arrays.stream(Group.values()).flatMap(group -> group.verbs().stream()).toList();
    var verbs = WeirCommand.whole(weir.surroundings(new StringWriter(), new StringWriter()));

    assertThat(grouped).doesNotHaveDuplicates();
    assertThat(grouped).containsExactlyInAnyOrderElementsOf(verbs.getSubcommands().keySet());
  }

  @Test
  void withoutVerbTheHelpIsShown() {
    var run = weir.run();

    assertThat(run.code()).isZero();
    assertThat(run.out()).startsWith("Usage: weir");
  }

  @Test
  void unknownVerbIsWrongUsageWithSuggestion() {
    var run = weir.run("srve");

    assertThat(run.code()).isEqualTo(2);
    assertThat(run.err()).contains("unknown verb: srve (did you mean serve?)");
    assertThat(run.out()).isEmpty();
  }

  @Test
  void unknownOptionIsWrongUsage() {
    var run = weir.run("--versoin");

    assertThat(run.code()).isEqualTo(2);
    assertThat(run.err()).contains("unknown option: --versoin").contains("--version");
  }

  @Test
  void unknownOptionOfVerbIsWrongUsage() {
    var run = weir.run("describe-domain", "--domain", "a", "--domian-owner", "1");

    assertThat(run.code()).isEqualTo(2);
    assertThat(run.err())
        .contains("unknown option: --domian-owner (did you mean --domain-owner?)")
        .contains("weir describe-domain --help shows what it takes");
  }

  @Test
  void argumentTooManyIsWrongUsage() {
    var run = weir.run("describe-domain", "--domain", "a", "b");

    assertThat(run.code()).isEqualTo(2);
    assertThat(run.err()).startsWith("weir: unknown argument: b\n");
  }

  @Test
  void everythingMissingIsNamedAtOnce() {
    var run = weir.run("describe-package", "--domain", "a");

    assertThat(run.code()).isEqualTo(2);
    assertThat(run.err())
        .startsWith("weir: describe-package: missing --repository, --format, --package\n");
  }

  @ParameterizedTest
  @ValueSource(strings = {"127.0.0.1:9347", "ftp://host", "http://", "http://h/?q", "nonsense"})
  void endpointThatIsNoneIsWrongUsage(String endpoint) {
    var option = weir.run("status", "--endpoint", endpoint);
    var variable = Weir.of(endpoint).run("status");

    assertThat(option.code()).isEqualTo(2);
    assertThat(option.err())
        .isEqualTo(
            "weir: --endpoint: %s (expected: an address such as http://127.0.0.1:9347)\n"
                .formatted(endpoint));
    assertThat(variable.code()).isEqualTo(2);
    assertThat(variable.err()).startsWith("weir: WEIR_ENDPOINT: " + endpoint);
  }

  @Test
  void emptyVariableIsNoEndpoint() {
    var run = weir.with("WEIR_ENDPOINT", "").run("--output", "xml", "status");

    assertThat(run.err()).isEqualTo("weir: --output: xml (expected: table or json)\n");
    assertThat(run.code()).isEqualTo(2);
  }

  @Test
  void optionsOfAllVerbsMayStandBeforeTheVerbToo() {
    try (var daemon = FakeDaemon.start()) {
      var before = weir.run("--endpoint", daemon.url(), "--output", "json", "list-domains");
      var after = weir.run("list-domains", "--output", "json", "--endpoint", daemon.url() + "/");

      assertThat(before.code()).isZero();
      assertThat(after.code()).isZero();
      assertThat(daemon.asked()).hasSize(2);
    }
  }

  @Test
  void optionWinsOverVariable() {
    try (var daemon = FakeDaemon.start()) {
      var run = Weir.of("http://127.0.0.1:1").run("list-domains", "--endpoint", daemon.url());

      assertThat(run.code()).isZero();
    }
  }

  @Test
  void serveWithoutTheLauncherSaysSo() {
    var run = weir.run("serve");

    assertThat(run.code()).isEqualTo(2);
    assertThat(run.err()).contains("bin/weir");
  }

  @Test
  void coloursAreForTerminalsOfThoseWhoWantThem() {
    var plain =
        Stream.of(
            Weir.alone(),
            Weir.alone().onTerminal().with("NO_COLOR", "1"),
            Weir.alone().onTerminal().with("TERM", "dumb"));

    assertThat(plain.map(each -> each.run("--help").out()))
        .noneMatch(help -> help.contains("\u001b"));
    assertThat(Weir.alone().onTerminal().run("--help").out()).contains("\u001b[1m");
  }

  @Test
  void formatIsJsonUnlessItGoesToTerminal() {
    try (var daemon = FakeDaemon.start()) {
      var answer = "{\"domain\":{\"name\":\"my-domain\"}}";
      var line = List.of("describe-domain", "--domain", "my-domain");
      daemon.answers(answer).answers(answer).answers(answer);

      assertThat(Weir.of(daemon).run(line).out()).startsWith("{\n");
      assertThat(Weir.of(daemon).onTerminal().run(line).out()).isEqualTo("name  my-domain\n");
      assertThat(
              Weir.of(daemon)
                  .onTerminal()
                  .run("describe-domain", "--domain", "my-domain", "--output", "json")
                  .out())
          .startsWith("{\n");
    }
  }
}
