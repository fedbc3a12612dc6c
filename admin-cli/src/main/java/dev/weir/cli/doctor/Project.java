package dev.weir.cli.doctor;

import dev.weir.cli.Failure;
import dev.weir.cli.json.Json;
import dev.weir.cli.json.JsonReader;
import dev.weir.cli.lockfile.Lockfiles;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * The project that is looked at: the nearest folder with a {@code package.json}, and those above it
 * up to the one with a lockfile, if it is a member of a workspace.
 *
 * @param folders from the innermost to the outermost
 */
record Project(List<Path> folders) {
  Project {
    folders = List.copyOf(folders);
  }

  /** The one that {@code folder} is in; the user's home folder is none. */
  static Project of(Path folder, Path home) {
    if (!Files.isDirectory(folder)) {
      throw Failure.usage("--project: %s (expected: a folder)".formatted(folder));
    }
    var above = above(folder, home);
    var roots =
        above.stream().dropWhile(each -> !Files.exists(each.resolve("package.json"))).toList();
    if (roots.isEmpty()) {
      return new Project(List.of(folder));
    }
    List<Path> folders = new ArrayList<>();
    for (Path each : roots) {
      folders.add(each);
      if (!Lockfiles.in(each).isEmpty()) {
        return new Project(folders);
      }
    }
    return new Project(roots.subList(0, 1));
  }

  private static List<Path> above(Path folder, Path home) {
    return Stream.iterate(folder, each -> each != null, Path::getParent)
        .takeWhile(each -> each.equals(folder) || !each.equals(home))
        .toList();
  }

  Path folder() {
    return folders.get(0);
  }

  List<Path> lockfiles() {
    return folders.stream().flatMap(each -> Lockfiles.in(each).stream()).toList();
  }

  /** The names of what {@code package.json} wants of a registry. */
  List<String> dependencies() {
    try {
      var json = JsonReader.read(Files.readString(folder().resolve("package.json")));
      return Stream.of("dependencies", "devDependencies")
          .flatMap(kind -> names(json, kind))
          .toList();
    } catch (IOException | IllegalArgumentException unreadable) {
      return List.of();
    }
  }

  private static Stream<String> names(Json json, String kind) {
    return json.at(kind).orElse(Json.Word.NULL) instanceof Json.Members all
        ? all.all().entrySet().stream()
            .filter(each -> each.getValue().asText().matches("[\\^~<>=]*[0-9*x][^:]*|latest"))
            .map(each -> each.getKey())
        : Stream.empty();
  }
}
