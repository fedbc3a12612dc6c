package dev.weir.testing.clients;

import dev.weir.testing.CommandResult;
import dev.weir.testing.Sandbox;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import tools.jackson.databind.json.JsonMapper;

/**
 * Somebody who publishes packages with one client, one after the other from the same folder. What
 * the client cannot do fails with {@link UnsupportedOperationException}. Blocks; for one thread.
 */
public final class Author implements AutoCloseable {
  /** Any will do where everyone may do everything. */
  private static final String TOKEN = "anything";

  private final Publishing words;
  private final ClientProject project;

  Author(Client client, String registry) {
    this.words = client.dialect().publishing();
    this.project = client.project(registry).authorized(TOKEN);
  }

  /** Adds lines to the client's configuration, in its own language. */
  public Author configure(String... lines) {
    project.configure(lines);
    return this;
  }

  /** Attests where its packages are from, as a job of a build server may. */
  public Author signing(SigningServices services) {
    project.signing(services).configure("provenance=true", "access=public");
    return this;
  }

  /** Publishes a package of three files as {@code latest}. */
  public CommandResult publish(String name, String version) {
    return publish(name, version, "latest", "first");
  }

  /**
   * Publishes a package of three files.
   *
   * @param text what its code says, so that two of them differ
   */
  public CommandResult publish(String name, String version, String tag, String text) {
    write(name, version, text);
    if (!words.before().isEmpty()) {
      var before = project.run(words.before());
      if (!before.succeeded()) {
        return before;
      }
    }
    return project.run(words.publish(version, tag));
  }

  /** Adds a file to what is published from then on. */
  public Author file(String path, String content) {
    Sandbox.write(project.project().resolve(path), content);
    return this;
  }

  /** The folder that it publishes from. */
  public Path folder() {
    return project.project();
  }

  /** Marks a version, such as {@code name@1.0.0}, as not to be used any more. */
  public CommandResult deprecate(String specifier, String message) {
    return run(w -> w.deprecate(specifier, message));
  }

  public CommandResult undeprecate(String specifier) {
    return run(w -> w.undeprecate(specifier));
  }

  /** Points a dist-tag at a version, such as {@code name@1.0.0}. */
  public CommandResult addTag(String specifier, String tag) {
    return run(w -> w.addTag(specifier, tag));
  }

  /** Prints the dist-tags. */
  public CommandResult tags(String name) {
    return run(w -> w.tags(name));
  }

  public CommandResult removeTag(String name, String tag) {
    return run(w -> w.removeTag(name, tag));
  }

  /** Takes one version back, such as {@code name@1.0.0}. */
  public CommandResult unpublish(String specifier) {
    return run(w -> w.unpublish(specifier));
  }

  /** Takes all versions back. */
  public CommandResult unpublishAll(String name) {
    return run(w -> w.unpublishAll(name));
  }

  /** Prints whose package it is. */
  public CommandResult owners(String name) {
    return run(w -> w.owners(name));
  }

  /** Prints who the registry takes this one for. */
  public CommandResult whoami() {
    return run(Publishing::whoami);
  }

  /** Prints the packages that have {@code text} in their names or descriptions. */
  public CommandResult search(String text) {
    return run(w -> w.search(text));
  }

  @Override
  public void close() {
    project.close();
  }

  private CommandResult run(Function<Publishing, List<String>> arguments) {
    return project.run(arguments.apply(words));
  }

  private void write(String name, String version, String text) {
    var manifest = new LinkedHashMap<String, Object>();
    manifest.put("name", name);
    manifest.put("version", version);
    manifest.put("description", "made to be published");
    manifest.put("license", "MIT");
    manifest.put("bin", Map.of("said", "index.js"));
    var folder = project.project();
    Sandbox.write(folder.resolve("package.json"), JsonMapper.shared().writeValueAsString(manifest));
    Sandbox.write(
        folder.resolve("index.js"), "#!/usr/bin/env node\nconsole.log('%s')\n".formatted(text));
    Sandbox.write(folder.resolve("README.md"), "# %s\n\nIt says %s.\n".formatted(name, text));
  }
}
