package dev.weir.cli.login;

import dev.weir.cli.Failure;
import dev.weir.cli.Program;
import dev.weir.cli.Surroundings;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Which of the two Yarns: they share nothing but the name, their configuration least of all. */
enum YarnKind {
  /** Yarn 1, which reads {@code .npmrc}. */
  CLASSIC,
  /** Yarn 2 and later, which read {@code .yarnrc.yml}. */
  BERRY;

  private static final Pattern MANAGER =
      Pattern.compile("\"packageManager\"\\s*:\\s*\"yarn@(\\d+)");
  private static final Pattern VERSION = Pattern.compile("(\\d+)\\.\\d+.*");

  /** As the project at hand shows it, else the {@code yarn} on the PATH. */
  static YarnKind of(Surroundings surroundings) {
    for (Path at = surroundings.folder(); at != null; at = at.getParent()) {
      var shown = inFolder(at);
      if (shown.isPresent() && !at.equals(surroundings.home())) {
        return shown.get();
      }
    }
    return onPath(surroundings)
        .orElseThrow(
            () ->
                Failure.usage(
                    "which Yarn is it? (expected: a project with a yarn.lock or a packageManager"
                        + " here, or yarn on the PATH)"));
  }

  private static Optional<YarnKind> inFolder(Path folder) {
    var manager = MANAGER.matcher(text(folder.resolve("package.json")));
    if (manager.find()) {
      return Optional.of(ofMajor(manager.group(1)));
    }
    if (Files.exists(folder.resolve(".yarnrc.yml"))) {
      return Optional.of(BERRY);
    }
    var lockfile = text(folder.resolve("yarn.lock"));
    if (lockfile.contains("__metadata:")) {
      return Optional.of(BERRY);
    }
    return lockfile.contains("yarn lockfile v1") ? Optional.of(CLASSIC) : Optional.empty();
  }

  /** Asked outside of any project, so that it answers for itself. */
  private static Optional<YarnKind> onPath(Surroundings surroundings) {
    return Program.find("yarn", surroundings)
        .map(yarn -> yarn.with("COREPACK_ENABLE_DOWNLOAD_PROMPT", "0"))
        .flatMap(yarn -> yarn.ask(Path.of("/"), "--version"))
        .map(VERSION::matcher)
        .filter(Matcher::matches)
        .map(version -> ofMajor(version.group(1)));
  }

  private static YarnKind ofMajor(String major) {
    return major.equals("1") || major.equals("0") ? CLASSIC : BERRY;
  }

  private static String text(Path file) {
    try {
      return Files.isRegularFile(file)
          ? new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1)
          : "";
    } catch (IOException unreadable) {
      return "";
    }
  }
}
