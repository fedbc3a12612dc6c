package dev.weir.cli;

import java.util.concurrent.Callable;
import picocli.CommandLine.Command;

/** Stands in the help for the verb for which {@code bin/weir} starts the daemon. */
@Command(name = "serve", description = "Start the daemon (weir serve --help shows its options).")
final class ServeVerb implements Callable<Integer> {
  private final WeirCommand parent;

  ServeVerb(WeirCommand parent) {
    this.parent = parent;
  }

  @Override
  public Integer call() {
    return parent.wrongUsage("serve is started by bin/weir, not by this jar");
  }
}
