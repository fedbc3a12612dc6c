package dev.weir.compare.load;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.weir.testing.FixtureRegistry;
import dev.weir.testing.Sandbox;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import tools.jackson.databind.json.JsonMapper;

/** A project that depends on some packages, each in one version, with the clients' lockfiles. */
final class LockedProject {
  private final Stock stock;
  private final Map<String, String> integrity = new LinkedHashMap<>();

  LockedProject(Stock stock, FixtureRegistry origin) {
    this.stock = stock;
    for (var item : stock.packages()) {
      integrity.put(item.name(), integrity(origin.tarball(item.name(), Stock.NEWEST).bytes()));
    }
  }

  /** Writes it into an empty folder; {@code base} ends in a slash. */
  void write(Path folder, String base) {
    var wanted = new LinkedHashMap<String, Object>();
    integrity.keySet().forEach(name -> wanted.put(name, Stock.NEWEST));
    var root = Map.of("name", "project", "version", "1.0.0", "dependencies", wanted);
    var places = new LinkedHashMap<String, Object>();
    places.put("", root);
    for (var item : stock.packages()) {
      places.put(
          "node_modules/" + item.name(),
          Map.of(
              "version",
              Stock.NEWEST,
              "resolved",
              base + item.tarballPath(),
              "integrity",
              integrity.getOrDefault(item.name(), ""),
              "dependencies",
              Map.of()));
    }
    var lock =
        Map.of("name", "project", "version", "1.0.0", "lockfileVersion", 3, "packages", places);
    Sandbox.write(folder.resolve("package.json"), JsonMapper.shared().writeValueAsString(root));
    Sandbox.write(
        folder.resolve("package-lock.json"), JsonMapper.shared().writeValueAsString(lock));
    Sandbox.write(folder.resolve("pnpm-lock.yaml"), pnpmLock());
  }

  private String pnpmLock() {
    return "lockfileVersion: '9.0'\n\nimporters:\n\n  .:\n    dependencies:\n"
        + each("      %1$s:%n        specifier: %2$s%n        version: %2$s%n")
        + "\npackages:\n\n"
        + each("  %1$s@%2$s:%n    resolution: {integrity: %3$s}%n")
        + "\nsnapshots:\n\n"
        + each("  %1$s@%2$s: {}%n");
  }

  private String each(String form) {
    return integrity.entrySet().stream()
        .map(entry -> form.formatted(entry.getKey(), Stock.NEWEST, entry.getValue()))
        .collect(Collectors.joining());
  }

  /** Throws if what is installed isn't exactly these packages, each with its own package.json. */
  void check(Path folder) throws IOException {
    var modules = folder.resolve("node_modules");
    for (var name : integrity.keySet()) {
      var text = Files.readString(modules.resolve(name).resolve("package.json"), UTF_8);
      var json = JsonMapper.shared().readTree(text);
      var found = json.path("name").asString("") + "@" + json.path("version").asString("");
      if (!found.equals(name + "@" + Stock.NEWEST)) {
        throw new WrongAnswerException("install of %s: found %s".formatted(name, found));
      }
    }
    try (Stream<Path> all = Files.list(modules)) {
      long count = all.filter(path -> !path.getFileName().toString().startsWith(".")).count();
      if (count != integrity.size()) {
        throw new WrongAnswerException(
            "install: %d packages (expected: %d)".formatted(count, integrity.size()));
      }
    }
  }

  private static String integrity(byte[] bytes) {
    try {
      var hash = MessageDigest.getInstance("SHA-512").digest(bytes);
      return "sha512-" + Base64.getEncoder().encodeToString(hash);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }
}
