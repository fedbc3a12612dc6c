package dev.weir.cli.doctor;

import dev.weir.cli.Surroundings;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * What variables, the project's and the user's {@code .npmrc} say, which npm, pnpm, Bun and Yarn 1
 * read; the first that says something counts.
 */
final class NpmSettings {
  private static final String PREFIX = "npm_config_";

  private final Map<String, Setting> settings = new LinkedHashMap<>();

  private NpmSettings() {}

  static NpmSettings of(Surroundings surroundings, Project project) {
    var made = new NpmSettings();
    surroundings.environment().forEach(made::variable);
    var environment = surroundings.environment();
    for (Path folder : project.folders()) {
      made.file(folder.resolve(".npmrc"), environment);
    }
    var user = made.value("userconfig").map(surroundings.folder()::resolve);
    made.file(user.orElse(surroundings.home().resolve(".npmrc")), environment);
    return made;
  }

  /** npm takes its variables in any case. */
  private void variable(String name, String value) {
    var lower = name.toLowerCase(Locale.ROOT);
    if (lower.startsWith(PREFIX) && !value.isEmpty()) {
      var key = lower.substring(PREFIX.length()).replace('_', '-');
      settings.putIfAbsent(key, new Setting(key, value, name));
    }
  }

  /** Within a file the last counts. */
  private void file(Path file, Map<String, String> environment) {
    var found = new LinkedHashMap<String, Setting>();
    NpmrcFile.read(file, environment).forEach(each -> found.put(each.key(), each));
    found.forEach(settings::putIfAbsent);
  }

  Optional<Setting> setting(String key) {
    return Optional.ofNullable(settings.get(key));
  }

  Optional<String> value(String key) {
    return setting(key).map(Setting::value);
  }

  /** The registries of scopes, such as {@code @my:registry}. */
  List<Setting> scoped() {
    return settings.values().stream()
        .filter(each -> each.key().startsWith("@") && each.key().endsWith(":registry"))
        .toList();
  }

  /** The token for a registry: its own, or that of a path above it. */
  Optional<Setting> token(RegistryUrl registry) {
    var path = "//" + registry.uri().getRawAuthority() + registry.uri().getRawPath();
    for (int end = path.length(); end > 2; end = path.lastIndexOf('/', end - 2) + 1) {
      var found = setting(path.substring(0, end) + ":_authToken");
      if (found.isPresent()) {
        return found;
      }
    }
    return Optional.empty();
  }
}
