package dev.weir.testing;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import tools.jackson.databind.json.JsonMapper;

/**
 * The npm of this machine, in a project, a home and a cache of its own. Nothing is inherited but
 * {@code PATH}: no configuration, no variables, no cache. Blocks; for one thread.
 */
public final class NpmClient implements AutoCloseable {
  private static final Duration LIMIT = Duration.ofMinutes(2);
  private static final int KILLED = 137;

  private final Path root;
  private final String registry;
  private Duration limit = LIMIT;

  private NpmClient(Path root, String registry) {
    this.root = root;
    this.registry = registry;
  }

  /** A fresh, empty project that installs from {@code registry}. */
  public static NpmClient of(String registry) {
    try {
      var client = new NpmClient(Files.createTempDirectory("weir-npm"), registry);
      Files.createDirectories(client.project());
      Files.createDirectories(client.home());
      Files.writeString(client.root.resolve("global-npmrc"), "");
      client.configure();
      client.dependsOn(Map.of());
      return client;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Whether there is an npm to run. */
  public static boolean isOnPath() {
    return Arrays.stream(System.getenv("PATH").split(File.pathSeparator, -1))
        .anyMatch(folder -> Files.isExecutable(Path.of(folder, "npm")));
  }

  /** Kills npm after this time; two minutes unless said otherwise. */
  public NpmClient within(Duration limit) {
    this.limit = limit;
    return this;
  }

  /** Adds lines to npm's user configuration. */
  public NpmClient configure(String... lines) {
    var all =
        Stream.concat(
            Stream.of("registry=" + registry, "audit=false", "fund=false", "update-notifier=false"),
            Arrays.stream(lines));
    write(home().resolve(".npmrc"), String.join("\n", all.toList()) + "\n");
    return this;
  }

  /** Makes a package.json with these dependencies. */
  public NpmClient dependsOn(Map<String, String> dependencies) {
    var file = new LinkedHashMap<String, Object>();
    file.put("name", "project");
    file.put("version", "1.0.0");
    file.put("private", true);
    file.put("dependencies", dependencies);
    write(project().resolve("package.json"), JsonMapper.shared().writeValueAsString(file));
    return this;
  }

  public NpmResult install(String... packages) {
    return run(Stream.concat(Stream.of("install"), Arrays.stream(packages)).toList());
  }

  public NpmResult ci() {
    return run(List.of("ci"));
  }

  public NpmResult view(String... arguments) {
    return run(Stream.concat(Stream.of("view"), Arrays.stream(arguments)).toList());
  }

  /** Runs npm with any arguments, in the project's folder. */
  public NpmResult run(List<String> arguments) {
    try {
      return started(arguments);
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

  public NpmClient removeModules() {
    delete(project().resolve("node_modules"));
    return this;
  }

  public NpmClient removeLockfile() {
    delete(project().resolve("package-lock.json"));
    return this;
  }

  public NpmClient emptyCache() {
    delete(root.resolve("cache"));
    return this;
  }

  public Path project() {
    return root.resolve("project");
  }

  @Override
  public void close() {
    delete(root);
  }

  private Path home() {
    return root.resolve("home");
  }

  private NpmResult started(List<String> arguments) throws IOException, InterruptedException {
    var log = Files.createTempFile(root, "npm", ".log");
    var builder =
        new ProcessBuilder(Stream.concat(Stream.of("npm"), arguments.stream()).toList())
            .directory(project().toFile())
            .redirectErrorStream(true)
            .redirectOutput(log.toFile());
    builder.environment().clear();
    builder.environment().putAll(environment());
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
    return new NpmResult(code, new String(Files.readAllBytes(log), UTF_8), took);
  }

  private Map<String, String> environment() {
    return Map.of(
        "PATH", System.getenv("PATH"),
        "HOME", home().toString(),
        "npm_config_userconfig", home().resolve(".npmrc").toString(),
        "npm_config_globalconfig", root.resolve("global-npmrc").toString(),
        "npm_config_cache", root.resolve("cache").toString());
  }

  private static void write(Path file, String text) {
    try {
      Files.writeString(file, text);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void delete(Path place) {
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
}
