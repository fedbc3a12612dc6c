package dev.weir.config;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Builds an input for the loader and loads it, in a folder where no other file can interfere. */
final class Loading {
  private final Path folder;
  private final Map<String, String> environment = new HashMap<>();
  private final List<SettingsInput.Assignment> assignments = new ArrayList<>();
  private Optional<Path> config = Optional.empty();
  private boolean insecure;

  Loading(Path folder) {
    this.folder = folder;
    environment.put("XDG_CONFIG_HOME", folder.resolve("xdg").toString());
  }

  Loading yaml(String text) {
    return file("weir.yaml", text);
  }

  Loading file(String name, String text) {
    config = Optional.of(write(folder.resolve(name), text));
    return this;
  }

  Loading missingFile(String name) {
    config = Optional.of(folder.resolve(name));
    return this;
  }

  Loading userFile(String text) {
    write(folder.resolve("xdg/weir/weir.yaml"), text);
    return this;
  }

  Loading variable(String name, String value) {
    environment.put(name, value);
    return this;
  }

  Loading set(String assignment) {
    return flag("--set", assignment);
  }

  Loading flag(String from, String assignment) {
    assignments.add(new SettingsInput.Assignment(from, assignment));
    return this;
  }

  Loading insecure() {
    insecure = true;
    return this;
  }

  SettingsResult result() {
    return SettingsLoader.load(
        new SettingsInput(
            config, environment, folder, assignments, insecure, DataSize.gibibytes(1)));
  }

  SettingsResult.Loaded loaded() {
    return result()
        .match(
            loaded -> loaded,
            invalid -> {
              throw new AssertionError("not valid: " + invalid.problems());
            });
  }

  WeirSettings settings() {
    return loaded().settings();
  }

  /** Each problem as it is printed. */
  List<String> problems() {
    return result()
        .match(
            loaded -> List.of(),
            invalid -> invalid.problems().stream().map(SettingsProblem::toString).toList());
  }

  private static Path write(Path file, String text) {
    try {
      Files.createDirectories(file.getParent());
      return Files.writeString(file, text);
    } catch (IOException failed) {
      throw new UncheckedIOException(failed);
    }
  }
}
