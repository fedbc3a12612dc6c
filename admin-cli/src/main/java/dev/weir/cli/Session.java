package dev.weir.cli;

import dev.weir.cli.json.Json;
import dev.weir.cli.json.JsonPrinter;
import dev.weir.cli.output.Format;
import dev.weir.cli.output.Style;
import dev.weir.cli.remote.Daemon;
import dev.weir.cli.remote.Endpoint;
import java.util.List;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.function.Function;

/**
 * One run of a verb: who is asked and how the answer is shown.
 *
 * @param asked the format that was asked for, if one was
 */
public record Session(Surroundings surroundings, Endpoint endpoint, Optional<Format> asked) {
  /** Asks the daemon. */
  public <A> A ask(Function<Daemon, A> question) {
    try (var daemon = Daemon.at(endpoint, surroundings)) {
      return question.apply(daemon);
    }
  }

  /** What was asked for, else a table for people and JSON for programs. */
  public Format format() {
    return asked.orElse(surroundings.terminal() ? Format.TABLE : Format.JSON);
  }

  /** Prints an answer as JSON, or as the lines that {@code table} makes of it. */
  public void print(Json answer, BiFunction<Json, Style, List<String>> table) {
    if (format() == Format.JSON) {
      say(JsonPrinter.print(answer));
    } else {
      table.apply(answer, surroundings.style()).forEach(this::say);
    }
  }

  /** Prints a line. */
  public void say(String line) {
    surroundings.out().println(line);
  }
}
