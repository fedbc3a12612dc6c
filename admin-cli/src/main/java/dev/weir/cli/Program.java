package dev.weir.cli;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/**
 * Another program of this machine, which is asked something short. It is given the variables of the
 * surroundings and nothing to read.
 *
 * @param environment its variables
 */
public record Program(Path file, Map<String, String> environment) {
  private static final int SECONDS = 10;

  public Program {
    environment = Map.copyOf(environment);
  }

  /** The first of this name on the PATH. */
  public static Optional<Program> find(String name, Surroundings surroundings) {
    for (String folder : surroundings.variable("PATH").orElse("").split(":", -1)) {
      Path file = Path.of(folder, name);
      if (!folder.isEmpty() && Files.isRegularFile(file) && Files.isExecutable(file)) {
        var environment = new HashMap<>(surroundings.environment());
        environment.put("HOME", surroundings.home().toString());
        return Optional.of(new Program(file, environment));
      }
    }
    return Optional.empty();
  }

  /** This one with a further variable. */
  public Program with(String variable, String value) {
    var more = new HashMap<>(environment);
    more.put(variable, value);
    return new Program(file, more);
  }

  /**
   * What it says on stdout, without blanks around it. Empty if it cannot be started or does not end
   * in {@value #SECONDS} s.
   */
  public Optional<String> ask(Path folder, String... words) {
    var command = new ArrayList<>(List.of(file.toString()));
    command.addAll(List.of(words));
    var builder =
        new ProcessBuilder(command)
            .directory(folder.toFile())
            .redirectError(ProcessBuilder.Redirect.DISCARD);
    builder.environment().clear();
    builder.environment().putAll(environment);
    try {
      return answer(builder.start());
    } catch (IOException failed) {
      return Optional.empty();
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
      return Optional.empty();
    }
  }

  private static Optional<String> answer(Process process) throws IOException, InterruptedException {
    process.getOutputStream().close();
    if (!process.waitFor(SECONDS, TimeUnit.SECONDS)) {
      process.destroyForcibly();
      return Optional.empty();
    }
    var said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    return Optional.of(said.strip());
  }
}
