package dev.weir.cli.doctor;

import dev.weir.cli.Program;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.regex.Pattern;

/** Whether npm is one that works with a registry like this. */
final class VersionCheck {
  private static final String NAME = "versions";
  private static final int OLDEST = 8;
  private static final Pattern MAJOR = Pattern.compile("v?([0-9]{1,6})\\..*");

  private VersionCheck() {}

  static List<Finding> of(Examination examination) {
    var folder = examination.project().folder();
    var npm = version(examination.npmProgram(), folder);
    var node = version(Program.find("node", examination.session().surroundings()), folder);
    return List.of(judged(npm, node));
  }

  static Finding judged(Optional<String> npm, Optional<String> node) {
    if (npm.isEmpty()) {
      return Finding.warn(
          NAME,
          "npm is not on the PATH; what it would use was read from its files",
          "run weir doctor where npm runs");
    }
    var text = "npm %s, Node.js %s".formatted(npm.get(), node.orElse("not on the PATH"));
    int major = major(npm.get()).orElse(0);
    if (major < OLDEST) {
      return Finding.warn(
          NAME, text, "Weir is tried with npm 8 and later: npm install --global npm@latest");
    }
    return Finding.ok(
        NAME,
        major < 12
            ? text
            : text + "; npm 12 takes tarballs from the registry's own address only (EALLOWREMOTE)");
  }

  static OptionalInt major(String version) {
    var parts = MAJOR.matcher(version);
    return parts.matches() ? OptionalInt.of(Integer.parseInt(parts.group(1))) : OptionalInt.empty();
  }

  /** Empty if the program isn't there, or says something else. */
  static Optional<String> version(Optional<Program> program, Path folder) {
    return program
        .flatMap(there -> there.ask(folder, "--version"))
        .filter(said -> major(said).isPresent());
  }
}
