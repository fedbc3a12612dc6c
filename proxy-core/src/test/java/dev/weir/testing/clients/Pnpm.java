package dev.weir.testing.clients;

import dev.weir.testing.Sandbox;
import java.util.List;
import java.util.stream.Stream;

/**
 * pnpm: the registry and its credential stand in {@code .npmrc}, all else in {@code
 * pnpm-workspace.yaml}.
 */
record Pnpm() implements Dialect {
  @Override
  public List<String> program(Toolbox tools) {
    return List.of(tools.file(tools.pnpm()));
  }

  @Override
  public void configure(Sandbox sandbox, Access access, List<String> settings) {
    Sandbox.write(sandbox.home().resolve(".npmrc"), access.npmrc());
    // Otherwise it asks the registry for a newer pnpm.
    var all = Stream.concat(Stream.of("updateNotifier: false"), settings.stream()).toList();
    Sandbox.write(sandbox.project().resolve("pnpm-workspace.yaml"), String.join("\n", all) + "\n");
  }

  @Override
  public String lockfile() {
    return "pnpm-lock.yaml";
  }

  @Override
  public List<String> frozen() {
    return List.of("install", "--frozen-lockfile");
  }

  @Override
  public List<String> view(String name) {
    return List.of("view", name, "version");
  }

  @Override
  public Publishing publishing() {
    return new PnpmPublishing();
  }
}
