package dev.weir.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.List;
import org.junit.jupiter.api.Test;

class WeirCommandTest {
  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();

  @Test
  void versionIsTheOneOfTheBuild() {
    int code = run("--version");

    assertThat(code).isZero();
    assertThat(out.toString()).matches("weir \\d+\\.\\d+\\.\\d+\\S*\\R");
    assertThat(err.toString()).isEmpty();
  }

  @Test
  void helpListsTheVerbs() {
    int code = run("--help");

    assertThat(code).isZero();
    assertThat(out.toString()).startsWith("Usage: weir").contains("serve  Start the daemon");
  }

  @Test
  void withoutVerbTheHelpIsShown() {
    int code = run();

    assertThat(code).isZero();
    assertThat(out.toString()).startsWith("Usage: weir");
  }

  @Test
  void unknownVerbIsWrongUsageWithSuggestion() {
    int code = run("srve");

    assertThat(code).isEqualTo(2);
    assertThat(err.toString()).contains("unknown verb: srve (did you mean serve?)");
    assertThat(out.toString()).isEmpty();
  }

  @Test
  void unknownOptionIsWrongUsage() {
    int code = run("--versoin");

    assertThat(code).isEqualTo(2);
    assertThat(err.toString()).contains("unknown option: --versoin").contains("--version");
  }

  @Test
  void serveWithoutTheLauncherSaysSo() {
    int code = run("serve");

    assertThat(code).isEqualTo(2);
    assertThat(err.toString()).contains("bin/weir");
  }

  private int run(String... arguments) {
    return WeirCommand.run(List.of(arguments), new PrintWriter(out), new PrintWriter(err));
  }
}
