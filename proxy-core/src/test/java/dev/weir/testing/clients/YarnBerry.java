package dev.weir.testing.clients;

import dev.weir.testing.Sandbox;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** Yarn 4 with a {@code node_modules} folder. It must be told that plain HTTP is meant. */
record YarnBerry() implements Dialect {
  @Override
  public List<String> program(Toolbox tools) {
    return List.of(tools.node(), tools.file("@yarnpkg/cli-dist/bin/yarn.js"));
  }

  @Override
  public void configure(Sandbox sandbox, Access access, List<String> settings) {
    var lines =
        Stream.of(
            "npmRegistryServer: \"" + access.registry() + "\"",
            "unsafeHttpWhitelist: [\"127.0.0.1\", \"localhost\"]",
            "nodeLinker: node-modules",
            "enableTelemetry: false");
    var token = access.token().map(text -> "npmAuthToken: \"" + text + "\"").stream();
    var all = Stream.of(lines, token, settings.stream()).flatMap(part -> part).toList();
    Sandbox.write(sandbox.home().resolve(".yarnrc.yml"), String.join("\n", all) + "\n");
  }

  @Override
  public String lockfile() {
    return "yarn.lock";
  }

  @Override
  public List<Path> leftovers() {
    return List.of(Path.of(".yarn"));
  }

  @Override
  public List<String> frozen() {
    return List.of("install", "--immutable");
  }

  @Override
  public List<String> view(String name) {
    return List.of("npm", "info", name, "--fields", "version", "--json");
  }

  @Override
  public Publishing publishing() {
    return new YarnBerryPublishing();
  }

  @Override
  public List<String> outdated() {
    return List.of();
  }

  @Override
  public List<String> audit() {
    return List.of("npm", "audit", "--all", "--recursive");
  }
}
