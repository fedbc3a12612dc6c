package dev.weir.testing.clients;

import dev.weir.testing.Sandbox;
import java.util.List;
import java.util.stream.Stream;

/** Bun: the registry stands in {@code .npmrc}, further settings in its own {@code [install]}. */
record Bun() implements Dialect {
  @Override
  public List<String> program(Toolbox tools) {
    return List.of(tools.file(tools.bun()));
  }

  @Override
  public void configure(Sandbox sandbox, Access access, List<String> settings) {
    Sandbox.write(sandbox.home().resolve(".npmrc"), access.npmrc());
    var all = Stream.concat(Stream.of("[install]"), settings.stream()).toList();
    Sandbox.write(sandbox.project().resolve("bunfig.toml"), String.join("\n", all) + "\n");
  }

  @Override
  public String lockfile() {
    return "bun.lock";
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
    return new BunPublishing();
  }
}
