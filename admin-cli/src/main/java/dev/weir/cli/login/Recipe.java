package dev.weir.cli.login;

import dev.weir.cli.Surroundings;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** What each client wants to have in which files to use a registry. */
final class Recipe {
  private final Surroundings surroundings;
  private final Registry registry;

  private Recipe(Surroundings surroundings, Registry registry) {
    this.surroundings = surroundings;
    this.registry = registry;
  }

  static List<Edit> of(Tool tool, Registry registry, Surroundings surroundings) {
    var recipe = new Recipe(surroundings, registry);
    return switch (tool) {
      case NPM -> recipe.npm();
      case PNPM -> recipe.pnpm();
      case BUN -> List.of(recipe.npmrc(List.of()));
      case YARN ->
          YarnKind.of(surroundings) == YarnKind.CLASSIC ? recipe.yarnClassic() : recipe.yarnBerry();
    };
  }

  /** Without the last setting, lockfiles name this daemon, which is of no use to anyone else. */
  private List<Edit> npm() {
    return List.of(
        npmrc(
            List.of(
                new Setting.Unless(
                    Key.of("omit-lockfile-registry-resolved"),
                    "omit-lockfile-registry-resolved=true"))));
  }

  /**
   * pnpm reads registries and tokens from {@code .npmrc} and all else from its own YAML. There it
   * is told of this one registry that its short documents have publish times, so that it need not
   * ask for the long ones: not in the project, whose other users may have another registry.
   */
  private List<Edit> pnpm() {
    var url = '"' + registry.url() + '"';
    var times =
        new Setting.Exactly(
            Key.of("registries", registry.url()), url + ":", "  supportsTimeField: true");
    return List.of(npmrc(List.of()), new Edit(pnpmConfiguration(), new Yaml(), List.of(times)));
  }

  /**
   * Yarn 1 finds a token for all of a registry's packages unless the registry has a port; then it
   * must be told to. npm, which reads the same file, warns that it does not know the setting.
   */
  private List<Edit> yarnClassic() {
    var key = registry.withoutScheme() + ":always-auth";
    return List.of(
        npmrc(
            registry.hasPort()
                ? List.of(new Setting.Exactly(Key.of(key), key + "=true"))
                : List.of()));
  }

  private List<Edit> yarnBerry() {
    List<Setting> settings = new ArrayList<>();
    var token = "  npmAuthToken: \"" + registry.token() + '"';
    var always = "  npmAlwaysAuth: true";
    if (registry.scope().isPresent()) {
      var scope = registry.scope().get().substring(1);
      settings.add(
          new Setting.Exactly(
              Key.of("npmScopes", scope),
              '"' + scope + "\":",
              "  npmRegistryServer: \"" + registry.url() + '"',
              token,
              always));
    } else {
      settings.add(
          new Setting.Exactly(
              Key.of("npmRegistryServer"), "npmRegistryServer: \"" + registry.url() + '"'));
      // Under the registry's name, so that no other registry is ever sent the token.
      settings.add(
          new Setting.Exactly(
              Key.of("npmRegistries", registry.url()),
              '"' + registry.url() + "\":",
              token,
              always));
    }
    if (registry.isPlainHttp()) {
      settings.add(new Setting.Among(Key.of("unsafeHttpWhitelist"), registry.host()));
    }
    return List.of(new Edit(surroundings.home().resolve(".yarnrc.yml"), new Yaml(), settings));
  }

  /** The registry and its token, as npm, pnpm, Bun and Yarn 1 read them. */
  private Edit npmrc(List<Setting> further) {
    var name = registry.scope().map(scope -> scope + ":registry").orElse("registry");
    var token = registry.withoutScheme() + ":_authToken";
    List<Setting> settings = new ArrayList<>();
    settings.add(new Setting.Exactly(Key.of(name), name + "=" + registry.url()));
    settings.add(new Setting.Exactly(Key.of(token), token + "=" + registry.token()));
    settings.addAll(further);
    return new Edit(userNpmrc(), new Npmrc(), settings);
  }

  /** npm takes its variables in any case. */
  private Path userNpmrc() {
    return surroundings.environment().entrySet().stream()
        .filter(entry -> entry.getKey().toLowerCase(Locale.ROOT).equals("npm_config_userconfig"))
        .filter(entry -> !entry.getValue().isEmpty())
        .map(entry -> surroundings.folder().resolve(entry.getValue()))
        .findFirst()
        .orElse(surroundings.home().resolve(".npmrc"));
  }

  private Path pnpmConfiguration() {
    return surroundings
        .variable("XDG_CONFIG_HOME")
        .map(Path::of)
        .orElse(
            System.getProperty("os.name", "").startsWith("Mac")
                ? surroundings.home().resolve("Library/Preferences")
                : surroundings.home().resolve(".config"))
        .resolve("pnpm/config.yaml");
  }
}
