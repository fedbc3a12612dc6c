package dev.weir.daemon;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.config.SettingsInput.Assignment;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ServeCommandTest {
  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();

  @Test
  void nothingGivenIsAllDefaults() {
    assertThat(parse())
        .isEqualTo(
            new ServeCommand.Parsed.Serve(new ServeOptions(Optional.empty(), List.of(), false)));
  }

  @Test
  void flagsBecomeAssignmentsAfterThoseOfSet() {
    var parsed =
        parse("--port", "0", "--set", "http.hosts=a,b", "--config=w.yaml", "--insecure")
            .match(options -> options, code -> null);

    assertThat(parsed)
        .isEqualTo(
            new ServeOptions(
                Optional.of(Path.of("w.yaml")),
                List.of(
                    new Assignment("--set", "http.hosts=a,b"), new Assignment("--port", "port=0")),
                true));
  }

  @Test
  void helpShowsEveryOption() {
    assertThat(parse("--help")).isEqualTo(new ServeCommand.Parsed.Exit(0));
    assertThat(out.toString())
        .contains("--config", "--bind", "--port", "--data", "--set", "--insecure", "--version");
  }

  @Test
  void versionIsTheOneOfTheBuild() {
    assertThat(parse("--version")).isEqualTo(new ServeCommand.Parsed.Exit(0));
    assertThat(out.toString()).matches("weir \\d+\\.\\d+\\.\\d+\\S*\\R");
  }

  @Test
  void unknownOptionIsWrongUsage() {
    assertThat(parse("--prot=1")).isEqualTo(new ServeCommand.Parsed.Exit(2));
    assertThat(err.toString())
        .startsWith("weir serve: --prot=1: no such option (expected: --bind, ");
    assertThat(out.toString()).isEmpty();
  }

  @Test
  void missingValueIsWrongUsage() {
    assertThat(parse("--config")).isEqualTo(new ServeCommand.Parsed.Exit(2));
    assertThat(err.toString()).startsWith("weir serve: --config: has no value");
  }

  @Test
  void anotherOptionIsNoValue() {
    assertThat(parse("--data", "--insecure")).isEqualTo(new ServeCommand.Parsed.Exit(2));
    assertThat(err.toString()).startsWith("weir serve: --data: has no value");
  }

  @Test
  void valueMayLookLikeAnOptionAfterAnEqualsSign() {
    var parsed = parse("--data=--odd=1").match(options -> options, code -> null);

    assertThat(parsed)
        .isEqualTo(
            new ServeOptions(
                Optional.empty(), List.of(new Assignment("--data", "data=--odd=1")), false));
  }

  @Test
  void optionThatIsGivenTwiceIsWrongUsage() {
    assertThat(parse("--port=1", "--port", "2")).isEqualTo(new ServeCommand.Parsed.Exit(2));
    assertThat(err.toString()).startsWith("weir serve: --port: given twice");
  }

  @Test
  void wordAndValueOfAFlagAreWrongUsage() {
    assertThat(parse("now")).isEqualTo(new ServeCommand.Parsed.Exit(2));
    assertThat(parse("--insecure=no")).isEqualTo(new ServeCommand.Parsed.Exit(2));
    assertThat(err.toString())
        .contains("weir serve: now: no such", "weir serve: --insecure=no: no such");
  }

  private ServeCommand.Parsed parse(String... arguments) {
    return ServeCommand.parse(List.of(arguments), new PrintWriter(out), new PrintWriter(err));
  }
}
