package dev.weir.cli.see;

import dev.weir.cli.Session;
import java.util.function.Supplier;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** The verbs about what the daemon keeps of registries outside. */
@Command(
    name = "cache",
    description = "Show what the cache holds; drop a package from it.",
    synopsisSubcommandLabel = "stats|purge")
public final class CacheVerb implements Runnable {
  @Spec private CommandSpec spec = CommandSpec.create();

  private CacheVerb() {}

  /** The verb with its own two. */
  public static CommandLine line(Supplier<Session> session) {
    return new CommandLine(new CacheVerb())
        .addSubcommand(new CacheStatsVerb(session))
        .addSubcommand(new CachePurgeVerb(session));
  }

  @Override
  public void run() {
    throw new ParameterException(spec.commandLine(), "cache: missing stats or purge");
  }
}
