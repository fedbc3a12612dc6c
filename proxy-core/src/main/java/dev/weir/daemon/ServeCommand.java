package dev.weir.daemon;

import dev.weir.config.SettingsInput.Assignment;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import java.util.function.IntFunction;

/**
 * {@code weir serve}: what its command line may say. The values of settings are not looked at here
 * but by the settings' loader, so that all that is wrong is told at once.
 *
 * <p>Read by hand: for these eight options picocli took 100 ms of a start of 900.
 */
public final class ServeCommand {
  private static final String USAGE =
      """
      Usage: weir serve [OPTION]...
      Starts the daemon; it runs until SIGTERM or Ctrl-C.
        --config=FILE    Configuration file; else weir/weir.yaml in your configuration folder, if any.
        --bind=ADDRESS   Address to listen on.
        --port=PORT      Port to listen on; 0 takes any.
        --data=FOLDER    Data folder.
        --set=KEY=VALUE  Any setting, such as http.idle-timeout=90s; may be repeated.
        --insecure       Allow another address than loopback although everyone may do everything.
        --help           Show this and stop.
        --version        Show the version and stop.

      Settings, later ones first: --bind, --port, --data; --set; WEIR_PUBLIC_NPMJS_URL; the
      configuration file; defaults. WEIR_JAVA_OPTS adds flags for the JVM.
      Exit codes: 0 stopped, 1 failed, 2 wrong usage or configuration.
      """;

  /** Options that stand for the setting of that name. */
  private static final List<String> SETTINGS = List.of("bind", "port", "data");

  private static final Set<String> VALUED =
      Set.of("--config", "--bind", "--port", "--data", "--set");
  private static final Set<String> FLAGS = Set.of("--insecure", "--help", "--version");

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
    try {
      return parsed(GivenOptions.of(arguments, VALUED, FLAGS, Set.of("--set")), out);
    } catch (IllegalArgumentException wrong) {
      err.println("weir serve: " + wrong.getMessage());
      err.println("weir serve --help shows what it takes");
      err.flush();
      return new Parsed.Exit(2);
    }
  }

  private static Parsed parsed(GivenOptions given, PrintWriter out) {
    if (given.has("--help")) {
      out.print(USAGE);
    } else if (given.has("--version")) {
      out.println("weir " + DaemonVersion.text());
    } else {
      return new Parsed.Serve(options(given));
    }
    out.flush();
    return new Parsed.Exit(0);
  }

  private static ServeOptions options(GivenOptions given) {
    var overrides = new ArrayList<Assignment>();
    given.all("--set").forEach(set -> overrides.add(new Assignment("--set", set)));
    for (var setting : SETTINGS) {
      var option = "--" + setting;
      given
          .one(option)
          .ifPresent(value -> overrides.add(new Assignment(option, setting + "=" + value)));
    }
    return new ServeOptions(
        given.one("--config").map(Path::of), overrides, given.has("--insecure"));
  }
}
