package dev.weir.config;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/** What loading the settings came to. */
public sealed interface SettingsResult {
  /**
   * Settings that can be used.
   *
   * @param file the file that was read, if one was
   * @param origins where keys were written, for those that were
   */
  record Loaded(WeirSettings settings, Optional<Path> file, Map<String, String> origins)
      implements SettingsResult {
    public Loaded {
      origins = Map.copyOf(origins);
    }

    /**
     * What isn't so by default, to be printed when the daemon is ready: finding it out takes as
     * long as loading.
     */
    public List<EffectiveSetting> differing() {
      return EffectiveSettings.differing(settings, origins);
    }
  }

  /** Everything that is wrong; the daemon prints it and exits with 2. */
  record Invalid(List<SettingsProblem> problems) implements SettingsResult {}

  default <T> T match(Function<Loaded, T> loaded, Function<Invalid, T> invalid) {
    return this instanceof Loaded l ? loaded.apply(l) : invalid.apply((Invalid) this);
  }
}
