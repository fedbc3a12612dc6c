package dev.weir.testing.clients;

import dev.weir.testing.Sandbox;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * npm. It audits with each install unless told otherwise, and this one is told: what an install
 * asks for would depend on it.
 *
 * @param tool its name in the toolbox
 */
record Npm(String tool) implements Dialect {
  @Override
  public List<String> program(Toolbox tools) {
    return List.of(tools.node(), tools.file(tool + "/bin/npm-cli.js"));
  }

  @Override
  public void configure(Sandbox sandbox, Access access, List<String> settings) {
    var lines = Stream.of("audit=false", "fund=false", "update-notifier=false");
    var all = Stream.concat(lines, settings.stream()).toList();
    var text = access.npmrc() + String.join("\n", all) + "\n";
    Sandbox.write(sandbox.home().resolve(".npmrc"), text);
  }

  @Override
  public Map<String, String> environment(Sandbox sandbox) {
    return Map.of(
        "npm_config_globalconfig", sandbox.root().resolve("global-npmrc").toString(),
        "npm_config_cache", sandbox.home().resolve("cache").toString());
  }

  @Override
  public String lockfile() {
    return "package-lock.json";
  }

  @Override
  public List<String> frozen() {
    return List.of("ci");
  }

  @Override
  public List<String> add(String specifier) {
    return List.of("install", specifier);
  }

  @Override
  public List<String> view(String name) {
    return List.of("view", name, "version");
  }

  @Override
  public Publishing publishing() {
    return new NpmPublishing();
  }
}
