package dev.weir.testing.clients;

import dev.weir.testing.CommandResult;
import dev.weir.testing.Sandbox;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * A project that one client installs, with a home and caches of its own. Of the environment it has
 * {@code PATH} alone. Blocks; for one thread.
 */
public final class ClientProject implements AutoCloseable {
  private static final Duration LIMIT = Duration.ofMinutes(2);
  private static final String MODULES = "node_modules/";

  private final Client client;
  private final Toolbox tools = Toolbox.required();
  private final Sandbox sandbox;
  private final List<String> settings = new ArrayList<>();
  private final Map<String, String> further = new LinkedHashMap<>();
  private Access access;

  ClientProject(Client client, String registry) {
    this.client = client;
    this.access = Access.open(registry);
    this.sandbox = Sandbox.create(client.name());
    dependsOn(Map.of());
    configure();
  }

  /** Adds lines to the client's configuration, in its own language. */
  public ClientProject configure(String... lines) {
    settings.addAll(Arrays.asList(lines));
    client.dialect().configure(sandbox, access, settings);
    return this;
  }

  /** Turns to another registry from now on. */
  public ClientProject registry(String url) {
    access = new Access(url, access.token());
    return configure();
  }

  /** Shows the registry a credential from now on. */
  public ClientProject authorized(String token) {
    access = new Access(access.registry(), Optional.of(token));
    return configure();
  }

  /** Makes it a job of a build server that may attest what it does. */
  public ClientProject signing(SigningServices services) {
    var hook = sandbox.root().resolve("signing.cjs");
    Sandbox.write(hook, services.hook());
    further.put("NODE_OPTIONS", "--require " + hook);
    further.putAll(services.environment());
    return this;
  }

  /** The registry that it is pointed at. */
  public String registry() {
    return access.registry();
  }

  /** Makes a package.json with these dependencies. */
  public ClientProject dependsOn(Map<String, String> dependencies) {
    sandbox.dependsOn(dependencies);
    return this;
  }

  public CommandResult install(String... options) {
    var arguments = new ArrayList<>(client.dialect().install());
    arguments.addAll(Arrays.asList(options));
    return run(arguments);
  }

  /** Installs exactly what the lockfile says. */
  public CommandResult installFrozen() {
    return run(client.dialect().frozen());
  }

  /** Adds a package, such as {@code name@beta}. */
  public CommandResult add(String specifier) {
    return run(client.dialect().add(specifier));
  }

  /** Prints at least the version of a package, which need not be installed. */
  public CommandResult view(String name) {
    return run(client.dialect().view(name));
  }

  /** Prints which packages of the project have a newer version. */
  public CommandResult outdated() {
    return run(client.dialect().outdated());
  }

  /** Prints the advisories against the packages of the project. */
  public CommandResult audit() {
    return run(client.dialect().audit());
  }

  /** Runs the client with any arguments, in the project's folder. */
  public CommandResult run(List<String> arguments) {
    if (arguments.isEmpty()) {
      throw new UnsupportedOperationException(client + " has no such command");
    }
    var command = new ArrayList<>(client.dialect().program(tools));
    command.addAll(arguments);
    return sandbox.run(command, environment(), LIMIT);
  }

  /** What is installed, as {@code name@version}, wherever the client puts it. */
  public Set<String> installed() {
    var all = new TreeSet<String>();
    sandbox
        .installed()
        .forEach((place, version) -> all.add(place.substring(nameBegins(place)) + "@" + version));
    return all;
  }

  /** Leaves what a fresh clone on another machine has: package.json, lockfile, configuration. */
  public ClientProject cloned() {
    Sandbox.delete(sandbox.project().resolve("node_modules"));
    client.dialect().leftovers().forEach(file -> Sandbox.delete(sandbox.project().resolve(file)));
    Sandbox.delete(sandbox.home());
    return configure();
  }

  /** A fresh clone without a lockfile. */
  public ClientProject clonedWithoutLockfile() {
    Sandbox.delete(lockfile());
    return cloned();
  }

  /** The lockfile's text. */
  public String locked() {
    try {
      return Files.readString(lockfile());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Puts another lockfile in place of its own. */
  public ClientProject lockedBy(String text) {
    Sandbox.write(lockfile(), text);
    return this;
  }

  public Path project() {
    return sandbox.project();
  }

  @Override
  public void close() {
    sandbox.close();
  }

  private Path lockfile() {
    return sandbox.project().resolve(client.dialect().lockfile());
  }

  private Map<String, String> environment() {
    var all = new LinkedHashMap<String, String>();
    all.put("PATH", tools.nodeFolder() + File.pathSeparator + System.getenv("PATH"));
    all.put("NO_COLOR", "1");
    all.putAll(client.dialect().environment(sandbox));
    all.putAll(further);
    return all;
  }

  private static int nameBegins(String place) {
    int modules = place.lastIndexOf(MODULES);
    return modules < 0 ? 0 : modules + MODULES.length();
  }
}
