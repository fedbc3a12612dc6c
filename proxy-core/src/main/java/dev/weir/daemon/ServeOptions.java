package dev.weir.daemon;

import dev.weir.config.SettingsInput;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * The command line of {@code weir serve}.
 *
 * @param config what {@code --config} names
 * @param overrides every {@code --set}, then {@code --bind}, {@code --port} and {@code --data}
 * @param insecure whether {@code --insecure} was given
 */
public record ServeOptions(
    Optional<Path> config, List<SettingsInput.Assignment> overrides, boolean insecure) {
  public ServeOptions {
    overrides = List.copyOf(overrides);
  }
}
