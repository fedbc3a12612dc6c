package dev.weir.cli.doctor;

import dev.weir.cli.Surroundings;
import dev.weir.cli.json.JsonWalk;
import dev.weir.cli.yaml.MalformedYamlException;
import dev.weir.cli.yaml.YamlWalk;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * The registries that files of pnpm, Yarn and Bun name, beside {@code .npmrc}: those in the
 * project, else those in the user's home folder.
 */
final class OtherClients {
  private static final Pattern YARN_1 = Pattern.compile("\\s*registry\\s+\"?([^\"\\s]+)\"?\\s*");
  private static final Pattern BUN =
      Pattern.compile("\\s*registry\\s*=\\s*(?:\\{.*url\\s*=\\s*)?\"([^\"]+)\".*");

  private final Surroundings surroundings;
  private final Project project;
  private final List<RegistrySetting> found = new ArrayList<>();

  private OtherClients(Surroundings surroundings, Project project) {
    this.surroundings = surroundings;
    this.project = project;
  }

  static List<RegistrySetting> of(Surroundings surroundings, Project project) {
    var clients = new OtherClients(surroundings, project);
    clients.first(clients.places("pnpm-workspace.yaml", Optional.empty()), clients::pnpm);
    clients.yarnVariable();
    clients.first(clients.places(".yarnrc.yml", Optional.of(".yarnrc.yml")), clients::yarn4);
    clients.first(clients.places(".yarnrc", Optional.of(".yarnrc")), clients::yarn1);
    clients.first(clients.places("bunfig.toml", Optional.of(".bunfig.toml")), clients::bun);
    return List.copyOf(clients.found);
  }

  /** Reads files up to the first that names a registry. */
  private void first(Stream<Path> files, Consumer<Path> reader) {
    int before = found.size();
    files.takeWhile(file -> found.size() == before).forEach(reader);
  }

  private Stream<Path> places(String inProject, Optional<String> atHome) {
    return Stream.concat(
        project.folders().stream().map(folder -> folder.resolve(inProject)),
        atHome.stream().map(name -> surroundings.home().resolve(name)));
  }

  private void pnpm(Path file) {
    yaml(
        file,
        (section, name, value, line) -> {
          var url = name.equals("registry") ? value.asText() : value.text("default");
          if ((name.equals("registry") || name.equals("registries")) && !url.isEmpty()) {
            add("pnpm", "", url, file + ":" + line);
          }
        });
  }

  private void yarnVariable() {
    surroundings
        .variable("YARN_NPM_REGISTRY_SERVER")
        .ifPresent(url -> add("Yarn 4", "", url, "YARN_NPM_REGISTRY_SERVER"));
  }

  private void yarn4(Path file) {
    if (found.stream().anyMatch(each -> each.where().startsWith("YARN_"))) {
      return;
    }
    yaml(
        file,
        (section, name, value, line) -> {
          if (name.equals("npmRegistryServer")) {
            add("Yarn 4", "", value.asText(), file + ":" + line);
          } else if (section.equals("npmScopes") && !value.text("npmRegistryServer").isEmpty()) {
            add("Yarn 4", "@" + name, value.text("npmRegistryServer"), file + ":" + line);
          }
        });
  }

  private static void yaml(Path file, JsonWalk.Visitor visitor) {
    try {
      YamlWalk.through(String.join("\n", NpmrcFile.lines(file)), Set.of("npmScopes"), visitor);
    } catch (MalformedYamlException unreadable) {
      // Its owner will complain better.
    }
  }

  private void yarn1(Path file) {
    lines(file, YARN_1, "Yarn 1");
  }

  private void bun(Path file) {
    lines(file, BUN, "Bun");
  }

  private void lines(Path file, Pattern pattern, String client) {
    var lines = NpmrcFile.lines(file);
    for (int i = 0; i < lines.size(); i++) {
      var line = pattern.matcher(lines.get(i));
      if (line.matches()) {
        add(client, "", line.group(1), file + ":" + (i + 1));
        return;
      }
    }
  }

  private void add(String client, String scope, String url, String where) {
    found.add(new RegistrySetting(client, scope, url, where));
  }
}
