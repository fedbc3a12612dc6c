package dev.weir.testing.clients;

import dev.weir.testing.Sandbox;
import java.util.List;
import java.util.Map;

/**
 * Yarn 1, which reads npm's configuration. Its {@code audit} asks the registry built into it,
 * whatever is configured, so there is none here.
 */
record YarnClassic() implements Dialect {
  @Override
  public List<String> program(Toolbox tools) {
    return List.of(tools.node(), tools.file("yarn/bin/yarn.js"));
  }

  @Override
  public void configure(Sandbox sandbox, Access access, List<String> settings) {
    var text = access.npmrc() + String.join("\n", settings) + "\n";
    Sandbox.write(sandbox.home().resolve(".npmrc"), text);
  }

  /** As root it keeps its cache outside the home. */
  @Override
  public Map<String, String> environment(Sandbox sandbox) {
    return Map.of("YARN_CACHE_FOLDER", sandbox.home().resolve("cache").toString());
  }

  @Override
  public String lockfile() {
    return "yarn.lock";
  }

  @Override
  public List<String> frozen() {
    return List.of("install", "--frozen-lockfile");
  }

  @Override
  public List<String> view(String name) {
    return List.of("info", name, "version");
  }

  @Override
  public Publishing publishing() {
    return new YarnClassicPublishing();
  }

  @Override
  public List<String> audit() {
    return List.of();
  }
}
