package dev.weir.testing;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import tools.jackson.databind.json.JsonMapper;

/** Reads what a client put into a {@code node_modules} folder. */
final class InstalledTree {
  /** The package.json of a package, not one of a folder inside it. */
  private static final Pattern PACKAGE =
      Pattern.compile("((?:.*/node_modules/)?(?:@[^/]+/)?[^/@]+)/package\\.json");

  private InstalledTree() {}

  /** The version by place, such as {@code a} or {@code a/node_modules/@s/b}. */
  static Map<String, String> read(Path modules) throws IOException {
    if (!Files.isDirectory(modules)) {
      return Map.of();
    }
    try (var files = Files.walk(modules)) {
      return files
          .map(file -> PACKAGE.matcher(relative(modules, file)))
          .filter(found -> found.matches())
          .map(found -> found.group(1))
          .collect(
              Collectors.toMap(
                  place -> place,
                  place -> version(modules.resolve(place)),
                  (first, second) -> first,
                  TreeMap::new));
    }
  }

  private static String relative(Path modules, Path file) {
    return modules.relativize(file).toString().replace(File.separatorChar, '/');
  }

  private static String version(Path installed) {
    var file = installed.resolve("package.json").toFile();
    return JsonMapper.shared().readTree(file).path("version").asString();
  }
}
