package dev.weir.testing.clients;

import dev.weir.testing.Sandbox;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/**
 * How one client is started, pointed at a registry and asked for what all of them can do. The lists
 * are arguments of its program; an empty list is something that it cannot do.
 */
interface Dialect {
  /** The program, with what must come before its arguments. */
  List<String> program(Toolbox tools);

  /** Writes its configuration; {@code settings} are further lines in its own language. */
  void configure(Sandbox sandbox, Access access, List<String> settings);

  /** Variables that keep it inside the sandbox. */
  default Map<String, String> environment(Sandbox sandbox) {
    return Map.of();
  }

  /** The lockfile's name. */
  String lockfile();

  /** What it leaves in the project besides {@code node_modules} and the lockfile. */
  default List<Path> leftovers() {
    return List.of();
  }

  default List<String> install() {
    return List.of("install");
  }

  /** Installs what the lockfile says, or fails. */
  List<String> frozen();

  default List<String> add(String specifier) {
    return List.of("add", specifier);
  }

  /** Prints a version of a package that is not installed. */
  List<String> view(String name);

  default List<String> outdated() {
    return List.of("outdated");
  }

  default List<String> audit() {
    return List.of("audit");
  }

  /** How it publishes, if it can. */
  default Publishing publishing() {
    return Publishing.NONE;
  }
}
