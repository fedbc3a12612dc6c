package dev.weir.testing;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import tools.jackson.databind.json.JsonMapper;

/**
 * A project and a home for one client, in a temporary folder. A command that runs here inherits
 * nothing of this machine but what it is given: no configuration, no variables, no cache. Blocks;
 * for one thread.
 */
public final class Sandbox implements AutoCloseable {
  private static final int KILLED = 137;

  private final Path root;

  private Sandbox(Path root) {
    this.root = root;
  }

  /** A fresh one: an empty project and an empty home. */
  public static Sandbox create(String name) {
    try {
      var made = new Sandbox(Files.createTempDirectory("weir-" + name));
      Files.createDirectories(made.project());
      Files.createDirectories(made.home());
      return made;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  public Path root() {
    return root;
  }

  public Path project() {
    return root.resolve("project");
  }

  public Path home() {
    return root.resolve("home");
  }

  /** Makes a package.json with these dependencies. */
  public void dependsOn(Map<String, String> dependencies) {
    var file = new LinkedHashMap<String, Object>();
    file.put("name", "project");
    file.put("version", "1.0.0");
    file.put("private", true);
    file.put("dependencies", dependencies);
    write(project().resolve("package.json"), JsonMapper.shared().writeValueAsString(file));
  }

  /**
   * Runs a command in the project, with {@code HOME} and these variables; kills it at the limit.
   */
  public CommandResult run(List<String> command, Map<String, String> environment, Duration limit) {
    try {
      return started(command, environment, limit);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  /** What is installed: the version by place, such as {@code a} or {@code a/node_modules/@s/b}. */
  public Map<String, String> installed() {
    try {
      return InstalledTree.read(project().resolve("node_modules"));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Writes a file, and the folder it lies in. */
  public static void write(Path file, String text) {
    try {
      Files.createDirectories(file.getParent());
      Files.writeString(file, text);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Deletes a file or a folder with all that is in it, if it is there. */
  public static void delete(Path place) {
    if (!Files.exists(place)) {
      return;
    }
    try (var files = Files.walk(place)) {
      for (var file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.deleteIfExists(file);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void close() {
    delete(root);
  }

  private CommandResult started(
      List<String> command, Map<String, String> environment, Duration limit)
      throws IOException, InterruptedException {
    var log = Files.createTempFile(root, "run", ".log");
    var builder =
        new ProcessBuilder(command)
            .directory(project().toFile())
            .redirectErrorStream(true)
            .redirectOutput(log.toFile());
    builder.environment().clear();
    builder.environment().put("HOME", home().toString());
    builder.environment().putAll(environment);
    long began = System.nanoTime();
    var process = builder.start();
    process.getOutputStream().close();
    boolean ended = process.waitFor(limit.toNanos(), TimeUnit.NANOSECONDS);
    if (!ended) {
      process.descendants().forEach(ProcessHandle::destroyForcibly);
      process.destroyForcibly().waitFor();
    }
    var took = Duration.ofNanos(System.nanoTime() - began);
    int code = ended ? process.exitValue() : KILLED;
    return new CommandResult(code, new String(Files.readAllBytes(log), UTF_8), took);
  }
}
