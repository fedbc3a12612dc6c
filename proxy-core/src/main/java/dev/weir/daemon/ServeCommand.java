package dev.weir.daemon;

import dev.weir.config.SettingsInput.Assignment;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.IntFunction;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;

/**
 * {@code weir serve}: what its command line may say. The values of settings are not looked at here
 * but by the settings' loader, so that all that is wrong is told at once.
 */
@Command(
    name = "weir serve",
    description = "Starts the daemon; it runs until SIGTERM or Ctrl-C.",
    sortOptions = false,
    versionProvider = DaemonVersion.class,
    footer = {
      "",
      "Settings, later ones first: --bind, --port, --data; --set; WEIR_PUBLIC_NPMJS_URL; the",
      "configuration file; defaults. WEIR_JAVA_OPTS adds flags for the JVM.",
      "Exit codes: 0 stopped, 1 failed, 2 wrong usage or configuration."
    })
public final class ServeCommand {
  @Option(
      names = "--config",
      paramLabel = "FILE",
      description = "Configuration file; else weir/weir.yaml in your configuration folder, if any.")
  private @Nullable Path config;

  @Option(names = "--bind", paramLabel = "ADDRESS", description = "Address to listen on.")
  private @Nullable String bind;

  @Option(names = "--port", paramLabel = "PORT", description = "Port to listen on; 0 takes any.")
  private @Nullable String port;

  @Option(names = "--data", paramLabel = "FOLDER", description = "Data folder.")
  private @Nullable String data;

  @Option(
      names = "--set",
      paramLabel = "KEY=VALUE",
      description = "Any setting, such as http.idle-timeout=90s; may be repeated.")
  private List<String> sets = new ArrayList<>();

  @Option(
      names = "--insecure",
      description = "Allow another address than loopback although everyone may do everything.")
  private boolean insecure;

  @Option(names = "--help", usageHelp = true, description = "Show this and stop.")
  private boolean help;

  @Option(names = "--version", versionHelp = true, description = "Show the version and stop.")
  private boolean version;

  private ServeCommand() {}

  /** What to do after the command line was read. */
  public sealed interface Parsed {
    /** Start the daemon. */
    record Serve(ServeOptions options) implements Parsed {}

    /** Everything is said; leave with {@code code}. */
    record Exit(int code) implements Parsed {}

    default <T> T match(Function<ServeOptions, T> serve, IntFunction<T> exit) {
      return this instanceof Serve s ? serve.apply(s.options()) : exit.apply(((Exit) this).code());
    }
  }

  /**
   * Reads {@code arguments} (without {@code serve}); help goes to {@code out}, faults to {@code
   * err}.
   */
  public static Parsed parse(List<String> arguments, PrintWriter out, PrintWriter err) {
    var command = new ServeCommand();
    var line = new CommandLine(command).setExpandAtFiles(false);
    try {
      line.parseArgs(arguments.toArray(String[]::new));
    } catch (ParameterException wrong) {
      err.println("weir serve: " + wrong.getMessage());
      err.println("weir serve --help shows what it takes");
      err.flush();
      return new Parsed.Exit(2);
    }
    if (command.help) {
      line.usage(out);
    } else if (command.version) {
      line.printVersionHelp(out);
    } else {
      return new Parsed.Serve(command.options());
    }
    out.flush();
    return new Parsed.Exit(0);
  }

  private ServeOptions options() {
    var overrides = new ArrayList<Assignment>();
    sets.forEach(set -> overrides.add(new Assignment("--set", set)));
    flag("bind", bind).ifPresent(overrides::add);
    flag("port", port).ifPresent(overrides::add);
    flag("data", data).ifPresent(overrides::add);
    return new ServeOptions(Optional.ofNullable(config), overrides, insecure);
  }

  private static Optional<Assignment> flag(String key, @Nullable String value) {
    return Optional.ofNullable(value).map(v -> new Assignment("--" + key, key + "=" + v));
  }
}
