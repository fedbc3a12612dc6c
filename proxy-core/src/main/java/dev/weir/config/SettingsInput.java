package dev.weir.config;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What settings are made of.
 *
 * @param config the file that {@code --config} names, which must exist
 * @param environment the process's variables
 * @param home the user's home, if {@code HOME} isn't set
 * @param overrides what the command line sets, in its order; a later one wins
 * @param insecure whether {@code --insecure} was given
 * @param defaultMemory {@code memory.total} if it is unset: {@link MachineMemory#defaultTotal}
 */
public record SettingsInput(
    Optional<Path> config,
    Map<String, String> environment,
    Path home,
    List<Assignment> overrides,
    boolean insecure,
    DataSize defaultMemory) {
  public SettingsInput {
    environment = Map.copyOf(environment);
    overrides = List.copyOf(overrides);
  }

  /**
   * One setting of the command line.
   *
   * @param from the option that it came from, such as {@code --set} or {@code --port}
   * @param text {@code key=value}
   */
  public record Assignment(String from, String text) {}
}
