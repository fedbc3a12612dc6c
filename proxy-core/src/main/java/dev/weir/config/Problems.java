package dev.weir.config;

import java.util.ArrayList;
import java.util.List;

/** Collects everything that is wrong, since a user wants to hear it all at once. */
final class Problems {
  private final List<SettingsProblem> found = new ArrayList<>();

  void add(KeyPath key, String value, String expected, String from) {
    var shown = Redacted.address(value);
    found.add(problem(key, "%s: %s (expected: %s)".formatted(key, shown, expected), from));
  }

  void addMessage(KeyPath key, String message, String from) {
    found.add(problem(key, message, from));
  }

  /** Whether {@code key}, or something in it, is already known to be wrong. */
  boolean concerns(String key) {
    return found.stream().anyMatch(p -> p.key().equals(key) || p.key().startsWith(key + "."));
  }

  boolean isEmpty() {
    return found.isEmpty();
  }

  List<SettingsProblem> all() {
    return List.copyOf(found);
  }

  private static SettingsProblem problem(KeyPath key, String message, String from) {
    return new SettingsProblem(key.toString(), message, from);
  }
}
