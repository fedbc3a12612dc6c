package dev.weir.cli;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The command line in this JVM, with surroundings of its own. */
public final class Weir {
  private static final Path NOWHERE = Path.of("no", "such", "folder");
  public static final Instant NOW = Instant.parse("2026-11-28T02:00:00Z");

  private final Map<String, String> environment = new HashMap<>();
  private Path home = NOWHERE;
  private Path folder = Path.of("").toAbsolutePath();
  private boolean terminal;
  private InstantSource clock = InstantSource.fixed(NOW);
  private Duration patience = Duration.ofSeconds(10);

  /** What came of a run. */
  public record Outcome(int code, String out, String err) {}

  /** One that asks {@code daemon} unless told otherwise. */
  public static Weir of(FakeDaemon daemon) {
    return of(daemon.url());
  }

  public static Weir of(String endpoint) {
    return new Weir().with("WEIR_ENDPOINT", endpoint);
  }

  /** One in no surroundings at all. */
  public static Weir alone() {
    return new Weir();
  }

  public Weir with(String variable, String value) {
    environment.put(variable, value);
    return this;
  }

  public Weir home(Path folder) {
    home = folder;
    return this;
  }

  public Weir in(Path folder) {
    this.folder = folder;
    return this;
  }

  public Weir onTerminal() {
    terminal = true;
    return this;
  }

  /** Which time it is; else {@link #NOW}. */
  public Weir clock(InstantSource source) {
    clock = source;
    return this;
  }

  /** How long it waits for an answer. */
  public Weir patience(Duration time) {
    patience = time;
    return this;
  }

  public Outcome run(String... arguments) {
    return run(List.of(arguments));
  }

  public Outcome run(List<String> arguments) {
    var out = new StringWriter();
    var err = new StringWriter();
    int code = WeirCommand.run(arguments, surroundings(out, err));
    return new Outcome(code, out.toString(), err.toString());
  }

  /** The surroundings of a run that writes there. */
  Surroundings surroundings(StringWriter out, StringWriter err) {
    return new Surroundings(
        new PrintWriter(out),
        new PrintWriter(err),
        environment,
        home,
        folder,
        terminal,
        clock,
        ZoneOffset.UTC,
        patience,
        patience);
  }
}
