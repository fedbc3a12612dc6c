package dev.weir.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The completion script, in the shells themselves. */
class CompletionTest {
  @TempDir Path folder;

  @Test
  void bashCompletesVerbs() throws IOException, InterruptedException {
    assertThat(bash("weir list-repo"))
        .containsExactlyInAnyOrder("list-repositories", "list-repositories-in-domain");
  }

  @Test
  void bashCompletesOptionsOfVerb() throws IOException, InterruptedException {
    assertThat(bash("weir describe-domain --dom"))
        .containsExactlyInAnyOrder("--domain", "--domain-owner");
    assertThat(bash("weir cache st")).containsExactly("stats");
  }

  @Test
  void zshGetsTheSameScript() {
    var weir = Weir.alone();

    assertThat(weir.run("completion", "zsh").out())
        .isEqualTo(weir.run("completion", "bash").out())
        .contains("bashcompinit");
  }

  @Test
  void otherShellIsWrongUsage() {
    var run = Weir.alone().run("completion", "fish");

    assertThat(run.code()).isEqualTo(2);
    assertThat(run.err()).isEqualTo("weir: completion: fish (expected: bash or zsh)\n");
  }

  /** What bash offers after these words, the last of which is not complete. */
  private List<String> bash(String words) throws IOException, InterruptedException {
    Files.writeString(folder.resolve("script"), Weir.alone().run("completion", "bash").out());
    var ask =
        """
        compopt() { :; } # works only while a completion is going on
        source ./script
        COMP_WORDS=(%s)
        COMP_CWORD=$((${#COMP_WORDS[@]} - 1))
        _complete_weir
        printf '%%s\\n' "${COMPREPLY[@]}"
        """
            .formatted(words);
    return run("bash", "--norc", "-c", ask).stream().map(String::strip).toList();
  }

  private List<String> run(String... command) throws IOException, InterruptedException {
    var out = folder.resolve("out");
    var process =
        new ProcessBuilder(command)
            .directory(folder.toFile())
            .redirectErrorStream(true)
            .redirectOutput(out.toFile())
            .start();
    assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
    return Files.readAllLines(out);
  }
}
