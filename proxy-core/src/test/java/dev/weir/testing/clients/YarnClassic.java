package dev.weir.testing.clients;

import dev.weir.testing.Sandbox;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

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
  public void configure(Sandbox sandbox, String registry, List<String> settings) {
    var all = Stream.concat(Stream.of("registry=" + registry), settings.stream()).toList();
    Sandbox.write(sandbox.home().resolve(".npmrc"), String.join("\n", all) + "\n");
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
  public List<String> audit() {
    return List.of();
  }
}
