package dev.weir.cli;

import dev.weir.cli.output.Style;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.time.ZoneId;
import java.util.Map;
import java.util.Optional;

/**
 * All that a verb knows of the machine and the user.
 *
 * @param environment the variables
 * @param home the user's folder
 * @param folder the folder that the command was given in
 * @param terminal whether somebody reads {@code out} as it comes
 * @param connectTimeout for a connection to the daemon
 * @param readTimeout for the next bytes of an answer
 */
public record Surroundings(
    PrintWriter out,
    PrintWriter err,
    Map<String, String> environment,
    Path home,
    Path folder,
    boolean terminal,
    InstantSource clock,
    ZoneId zone,
    Duration connectTimeout,
    Duration readTimeout) {

  public Surroundings {
    environment = Map.copyOf(environment);
  }

  /**
   * Those of this process. The launcher says whether stdout is a terminal; Java can't before 22.
   */
  static Surroundings ofProcess() {
    return new Surroundings(
        new PrintWriter(System.out, true, StandardCharsets.UTF_8),
        new PrintWriter(System.err, true, StandardCharsets.UTF_8),
        System.getenv(),
        Path.of(Optional.ofNullable(System.getenv("HOME")).orElse(System.getProperty("user.home"))),
        Path.of("").toAbsolutePath(),
        Boolean.getBoolean("weir.terminal"),
        InstantSource.system(),
        ZoneId.systemDefault(),
        Duration.ofSeconds(5),
        Duration.ofSeconds(60));
  }

  /** A variable that is set to something. */
  public Optional<String> variable(String name) {
    return Optional.ofNullable(environment.get(name)).filter(value -> !value.isEmpty());
  }

  /** Where programs keep what they should remember (XDG Base Directory). */
  public Path stateFolder() {
    return variable("XDG_STATE_HOME")
        .map(Path::of)
        .filter(Path::isAbsolute)
        .orElse(home.resolve(".local/state"));
  }

  /** Colours are for terminals, and for those who want them (no-color.org). */
  public Style style() {
    boolean wanted =
        terminal && variable("NO_COLOR").isEmpty() && !"dumb".equals(environment.get("TERM"));
    return wanted ? Style.COLOURED : Style.PLAIN;
  }
}
