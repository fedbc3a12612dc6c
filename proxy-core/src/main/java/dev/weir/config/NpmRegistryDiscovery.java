package dev.weir.config;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * Asks the npm on this machine which registry it would use by itself.
 *
 * <p>By itself: in an empty folder that npm takes for a project's root (so that it doesn't look for
 * one above), without {@code npm_config_*} variables in any case, and with two empty files as user
 * and global configuration. Two, since npm refuses to load one file as both. Otherwise a user who
 * points npm at this daemon would make the daemon its own origin.
 */
public final class NpmRegistryDiscovery {
  private static final Duration LIMIT = Duration.ofSeconds(10);

  private final String npm;
  private final Map<String, String> environment;
  private final Duration limit;
  private final Executor executor;

  /** The executor starts a process and touches the disk, so it must not be an event loop. */
  public NpmRegistryDiscovery(Executor executor) {
    this("npm", System.getenv(), LIMIT, executor);
  }

  NpmRegistryDiscovery(
      String npm, Map<String, String> environment, Duration limit, Executor executor) {
    this.npm = npm;
    this.environment = Map.copyOf(environment);
    this.limit = limit;
    this.executor = executor;
  }

  /**
   * The registry's address, ending in {@code /}. Empty if there is no npm, it doesn't answer within
   * ten seconds (it is killed then) or its answer is no http or https address. Never fails;
   * completes on the executor.
   */
  public CompletionStage<Optional<URI>> discover() {
    return CompletableFuture.supplyAsync(this::ask, executor)
        .thenCompose(answer -> answer)
        .exceptionally(failed -> Optional.empty());
  }

  private CompletionStage<Optional<URI>> ask() {
    try {
      Path folder = Files.createTempDirectory("weir-npm");
      Process process;
      try {
        process = start(folder);
      } catch (IOException noNpm) {
        delete(folder);
        return CompletableFuture.completedFuture(Optional.empty());
      }
      return process
          .onExit()
          .orTimeout(limit.toMillis(), TimeUnit.MILLISECONDS)
          .handleAsync((exited, late) -> finish(process, folder), executor);
    } catch (IOException noFolder) {
      throw new UncheckedIOException(noFolder);
    }
  }

  private Process start(Path folder) throws IOException {
    Path project = Files.createDirectories(folder.resolve("project"));
    Files.writeString(project.resolve("package.json"), "{}");
    Path user = Files.createFile(folder.resolve("user"));
    Path global = Files.createFile(folder.resolve("global"));
    var command =
        List.of(
            npm,
            "config",
            "get",
            "registry",
            "--userconfig=" + user,
            "--globalconfig=" + global,
            "--no-update-notifier");
    var builder = new ProcessBuilder(command).directory(project.toFile());
    builder.environment().clear();
    builder.environment().putAll(withoutNpmConfig(environment));
    return builder
        .redirectInput(ProcessBuilder.Redirect.from(user.toFile()))
        .redirectOutput(output(folder).toFile())
        .redirectError(ProcessBuilder.Redirect.DISCARD)
        .start();
  }

  static Map<String, String> withoutNpmConfig(Map<String, String> environment) {
    return environment.entrySet().stream()
        .filter(variable -> !isNpmConfig(variable.getKey()))
        .collect(java.util.stream.Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
  }

  private static boolean isNpmConfig(String variable) {
    return variable.toLowerCase(Locale.ROOT).startsWith("npm_config_");
  }

  private Optional<URI> finish(Process process, Path folder) {
    try {
      if (process.isAlive()) {
        kill(process);
        return Optional.empty();
      }
      return process.exitValue() == 0 ? answer(folder) : Optional.empty();
    } finally {
      delete(folder);
    }
  }

  /** npm is often a script that starts another process, which would outlive it. */
  private static void kill(Process process) {
    process.descendants().forEach(ProcessHandle::destroyForcibly);
    process.destroyForcibly();
  }

  private static Optional<URI> answer(Path folder) {
    try (Stream<String> lines = Files.lines(output(folder))) {
      return lines.findFirst().map(String::strip).flatMap(RegistryAddress::parse);
    } catch (IOException | UncheckedIOException notText) {
      return Optional.empty();
    }
  }

  private static Path output(Path folder) {
    return folder.resolve("answer");
  }

  private static void delete(Path folder) {
    try (Stream<Path> files = Files.walk(folder)) {
      files.sorted(Comparator.reverseOrder()).map(Path::toFile).forEach(java.io.File::delete);
    } catch (IOException leftForTheSystem) {
      // It is a few empty files in the temporary folder.
    }
  }
}
