package dev.weir.compare.load;

import dev.weir.compare.process.Programs;
import dev.weir.testing.Sandbox;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * A program that installs what a lockfile says, its caches empty each time.
 *
 * @param title for tables
 * @param command in the project's folder
 */
record InstallClient(String title, List<String> command) {
  private static final Duration LIMIT = Duration.ofMinutes(1);

  InstallClient {
    command = List.copyOf(command);
  }

  /** Those of this machine; pnpm is looked for in {@code pnpm} too, where it may be installed. */
  static List<InstallClient> present(Path pnpm) {
    var all = new ArrayList<InstallClient>();
    Programs.find("npm")
        .ifPresent(npm -> all.add(new InstallClient("npm ci", List.of(npm.toString(), "ci"))));
    var own = pnpm.resolve("node_modules/.bin/pnpm");
    Programs.find("pnpm")
        .or(() -> java.util.Optional.of(own).filter(Files::isExecutable))
        .ifPresent(
            program ->
                all.add(
                    new InstallClient(
                        "pnpm install",
                        List.of(program.toString(), "install", "--frozen-lockfile"))));
    return all;
  }

  /** Installs once and checks what is there; {@code registry} ends in a slash. */
  Duration install(LockedProject project, String registry) throws IOException {
    try (var sandbox = Sandbox.create("install")) {
      project.write(sandbox.project(), registry);
      var settings = List.of("registry=" + registry, "audit=false", "fund=false");
      Sandbox.write(sandbox.project().resolve(".npmrc"), String.join("\n", settings) + "\n");
      var environment =
          Map.of(
              "PATH", System.getenv().getOrDefault("PATH", ""),
              "npm_config_update_notifier", "false",
              "npm_config_manage_package_manager_versions", "false",
              "npm_config_store_dir", sandbox.root().resolve("store").toString(),
              "npm_config_cache", sandbox.root().resolve("cache").toString());
      var result = sandbox.run(command, environment, LIMIT);
      if (!result.succeeded()) {
        throw new IOException(title + " from " + registry + ":\n" + result.output());
      }
      project.check(sandbox.project());
      return result.took();
    }
  }
}
