package dev.weir.config;

import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;

/**
 * The user's folders for configuration, data and caches, after the XDG Base Directory
 * Specification: a variable that is unset, empty or relative counts for nothing, and a default
 * takes its place.
 */
public record XdgFolders(Path config, Path data, Path cache) {
  /** As {@code environment} and, without {@code HOME}, {@code home} say. */
  public static XdgFolders of(Map<String, String> environment, Path home) {
    Path base = absolute(environment, "HOME").orElse(home);
    return new XdgFolders(
        absolute(environment, "XDG_CONFIG_HOME").orElse(base.resolve(".config")),
        absolute(environment, "XDG_DATA_HOME").orElse(base.resolve(".local/share")),
        absolute(environment, "XDG_CACHE_HOME").orElse(base.resolve(".cache")));
  }

  /** Where the daemon keeps its data if {@code data} is unset. */
  public Path weirData() {
    return data.resolve("weir");
  }

  /** The configuration file that is read without {@code --config}, if it exists. */
  public Path weirConfig() {
    return config.resolve("weir").resolve("weir.yaml");
  }

  private static Optional<Path> absolute(Map<String, String> environment, String name) {
    return Optional.ofNullable(environment.get(name))
        .filter(value -> !value.isEmpty())
        .map(Path::of)
        .filter(Path::isAbsolute);
  }
}
