package dev.weir.config;

/**
 * A setting that isn't what it is by default, for the log at start.
 *
 * @param key dotted, as {@code --set} takes it
 * @param value as the file would write it, secrets hidden
 * @param from where it was written, such as {@code weir.yaml:12:3} or {@code --set}
 */
public record EffectiveSetting(String key, String value, String from) {
  @Override
  public String toString() {
    return "%s=%s (%s)".formatted(key, value, from);
  }
}
