package dev.weir.testing.clients;

import dev.weir.testing.Sandbox;
import java.util.List;
import java.util.Map;

/** Deno, for what a package.json names. It shows of a package what it would bring along. */
record Deno() implements Dialect {
  @Override
  public List<String> program(Toolbox tools) {
    return List.of(tools.file(tools.deno()));
  }

  @Override
  public void configure(Sandbox sandbox, Access access, List<String> settings) {
    Sandbox.write(sandbox.home().resolve(".npmrc"), access.npmrc());
    if (!settings.isEmpty()) {
      Sandbox.write(
          sandbox.project().resolve("deno.json"), "{" + String.join(",", settings) + "}\n");
    }
  }

  @Override
  public Map<String, String> environment(Sandbox sandbox) {
    return Map.of("DENO_NO_UPDATE_CHECK", "1");
  }

  @Override
  public String lockfile() {
    return "deno.lock";
  }

  @Override
  public List<String> frozen() {
    return List.of("install", "--frozen");
  }

  @Override
  public List<String> add(String specifier) {
    return List.of("add", "npm:" + specifier);
  }

  @Override
  public List<String> view(String name) {
    return List.of("info", "--node-modules-dir=none", "npm:" + name);
  }
}
