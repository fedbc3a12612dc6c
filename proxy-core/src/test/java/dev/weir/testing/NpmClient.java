package dev.weir.testing;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * The npm of this machine, whichever it is, in a {@link Sandbox}. Nothing is inherited but {@code
 * PATH}. For the clients in exact versions see {@link dev.weir.testing.clients.Client}. Blocks; for
 * one thread.
 */
public final class NpmClient implements AutoCloseable {
  private static final Duration LIMIT = Duration.ofMinutes(2);

  private final Sandbox sandbox;
  private final String registry;
  private Duration limit = LIMIT;

  private NpmClient(Sandbox sandbox, String registry) {
    this.sandbox = sandbox;
    this.registry = registry;
  }

  /** A fresh, empty project that installs from {@code registry}. */
  public static NpmClient of(String registry) {
    return new NpmClient(Sandbox.create("npm"), registry).configure().dependsOn(Map.of());
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
    Sandbox.write(userConfiguration(), String.join("\n", all.toList()) + "\n");
    return this;
  }

  /** Makes a package.json with these dependencies. */
  public NpmClient dependsOn(Map<String, String> dependencies) {
    sandbox.dependsOn(dependencies);
    return this;
  }

  public CommandResult install(String... packages) {
    return run(Stream.concat(Stream.of("install"), Arrays.stream(packages)).toList());
  }

  public CommandResult ci() {
    return run(List.of("ci"));
  }

  public CommandResult view(String... arguments) {
    return run(Stream.concat(Stream.of("view"), Arrays.stream(arguments)).toList());
  }

  /** Runs npm with any arguments, in the project's folder. */
  public CommandResult run(List<String> arguments) {
    var command = Stream.concat(Stream.of("npm"), arguments.stream()).toList();
    return sandbox.run(command, environment(), limit);
  }

  /** What is installed: the version by place, such as {@code a} or {@code a/node_modules/@s/b}. */
  public Map<String, String> installed() {
    return sandbox.installed();
  }

  public NpmClient removeModules() {
    Sandbox.delete(project().resolve("node_modules"));
    return this;
  }

  public NpmClient removeLockfile() {
    Sandbox.delete(project().resolve("package-lock.json"));
    return this;
  }

  public NpmClient emptyCache() {
    Sandbox.delete(cache());
    return this;
  }

  public Path project() {
    return sandbox.project();
  }

  @Override
  public void close() {
    sandbox.close();
  }

  private Path userConfiguration() {
    return sandbox.home().resolve(".npmrc");
  }

  private Path cache() {
    return sandbox.root().resolve("cache");
  }

  private Map<String, String> environment() {
    return Map.of(
        "PATH", System.getenv("PATH"),
        "npm_config_userconfig", userConfiguration().toString(),
        "npm_config_globalconfig", sandbox.root().resolve("global-npmrc").toString(),
        "npm_config_cache", cache().toString());
  }
}
