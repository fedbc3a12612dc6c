package dev.weir.testing.clients;

import dev.weir.testing.Sandbox;
import java.nio.file.Path;
import java.util.stream.Collectors;

/** The clients that Weir is tested with; {@link Toolbox} has their exact versions. */
public enum Client {
  NPM_10("npm 10", new Npm("npm-10")),
  NPM_11("npm 11", new Npm("npm-11")),
  NPM_12("npm 12", new Npm("npm-12")),
  PNPM("pnpm 12", new Pnpm()),
  YARN_1("Yarn 1", new YarnClassic()),
  YARN_4("Yarn 4", new YarnBerry()),
  BUN("Bun", new Bun()),
  DENO("Deno", new Deno());

  private final String title;

  // Records of strings, all of them.
  @SuppressWarnings("ImmutableEnumChecker")
  private final Dialect dialect;

  Client(String title, Dialect dialect) {
    this.title = title;
    this.dialect = dialect;
  }

  /** A fresh, empty project that installs from {@code registry}, a URL that ends with a slash. */
  public ClientProject project(String registry) {
    return new ClientProject(this, registry);
  }

  /** Who publishes to {@code registry} with this client, and has a credential for it. */
  public Author author(String registry) {
    return new Author(this, registry);
  }

  /**
   * Puts this client into a folder under the name of a command, so that another program that starts
   * that command starts this client, whatever else the PATH has.
   *
   * @param command such as {@code npm}
   */
  public void install(Path folder, String command) {
    var tools = Toolbox.required();
    var words =
        dialect.program(tools).stream()
            .map(word -> "'" + word + "'")
            .collect(Collectors.joining(" "));
    var file = folder.resolve(command);
    var script = "#!/bin/sh\nPATH='%s':$PATH exec %s \"$@\"\n".formatted(tools.nodeFolder(), words);
    Sandbox.write(file, script);
    if (!file.toFile().setExecutable(true)) {
      throw new IllegalStateException(file + " cannot be made executable");
    }
  }

  public boolean isNpm() {
    return dialect instanceof Npm;
  }

  /** As a document names it. */
  public String title() {
    return title;
  }

  Dialect dialect() {
    return dialect;
  }

  @Override
  public String toString() {
    return title;
  }
}
