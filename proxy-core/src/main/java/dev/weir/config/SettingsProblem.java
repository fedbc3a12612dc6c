package dev.weir.config;

/**
 * One thing that is wrong with the configuration.
 *
 * @param key dotted, as {@code --set} takes it; empty if it is the file itself that is wrong
 * @param message the key, its value and what was expected
 * @param from where the value was written, such as {@code weir.yaml:12:3} or {@code --set}
 */
public record SettingsProblem(String key, String message, String from) {
  @Override
  public String toString() {
    return from.isEmpty() ? message : message + " [" + from + "]";
  }
}
