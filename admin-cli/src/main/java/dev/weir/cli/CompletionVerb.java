package dev.weir.cli;

import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.AutoComplete;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** Prints a script that completes verbs and options in a shell. */
@Command(
    name = "completion",
    description = "Print what makes a shell complete verbs and options.",
    footer = {
      "",
      "In bash and zsh, for this shell or in ~/.bashrc or ~/.zshrc:",
      "  source <(weir completion bash)",
    })
final class CompletionVerb implements Callable<Integer> {
  private final WeirCommand weir;

  @Parameters(paramLabel = "bash|zsh", description = "The shell.")
  private String shell = "";

  CompletionVerb(WeirCommand weir) {
    this.weir = weir;
  }

  @Override
  public Integer call() {
    var name = shell.toLowerCase(Locale.ROOT);
    if (!name.equals("bash") && !name.equals("zsh")) {
      throw Failure.usage("completion: %s (expected: bash or zsh)".formatted(shell));
    }
    // One script serves both: it loads zsh's bash emulation if it finds itself in zsh.
    weir.session().say(AutoComplete.bash("weir", weir.whole()));
    return 0;
  }
}
