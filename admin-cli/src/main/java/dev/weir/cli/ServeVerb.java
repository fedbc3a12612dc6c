package dev.weir.cli;

import java.util.concurrent.Callable;
import picocli.CommandLine.Command;

/** Stands in the help for the verb for which {@code bin/weir} starts the daemon. */
@Command(name = "serve", description = "Start the daemon (see weir serve --help).")
final class ServeVerb implements Callable<Integer> {
  @Override
  public Integer call() {
    throw Failure.usage("serve is started by bin/weir, not by this jar");
  }
}
