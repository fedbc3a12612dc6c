package dev.weir.daemon;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * The options of a command line as they were given, {@code --name value}, {@code --name=value} or
 * {@code --flag}; of a flag the value is empty.
 */
record GivenOptions(Map<String, List<String>> values) {
  /**
   * Reads {@code arguments}.
   *
   * @param valued the options that take a value
   * @param flags those that take none
   * @param repeatable those of {@code valued} that may be given more than once
   * @throws IllegalArgumentException for anything else, with a message for people
   */
  static GivenOptions of(
      List<String> arguments, Set<String> valued, Set<String> flags, Set<String> repeatable) {
    var given = new HashMap<String, List<String>>();
    var rest = new ArrayDeque<>(arguments);
    while (!rest.isEmpty()) {
      var argument = rest.pop();
      int equals = argument.indexOf('=');
      var name = equals < 0 ? argument : argument.substring(0, equals);
      if (flags.contains(argument)) {
        given.put(name, List.of(""));
      } else if (!valued.contains(name)) {
        throw unexpected(argument, valued, flags);
      } else if (given.containsKey(name) && !repeatable.contains(name)) {
        throw new IllegalArgumentException(name + ": given twice (expected: once)");
      } else {
        var value = equals < 0 ? next(name, rest) : argument.substring(equals + 1);
        given.computeIfAbsent(name, first -> new ArrayList<>()).add(value);
      }
    }
    return new GivenOptions(given);
  }

  private static String next(String name, ArrayDeque<String> rest) {
    if (rest.isEmpty() || rest.element().startsWith("--")) {
      throw new IllegalArgumentException(name + ": has no value (expected: one after it)");
    }
    return rest.pop();
  }

  private static IllegalArgumentException unexpected(
      String argument, Set<String> valued, Set<String> flags) {
    var known = new TreeSet<>(valued);
    known.addAll(flags);
    return new IllegalArgumentException(
        "%s: no such option (expected: %s)".formatted(argument, String.join(", ", known)));
  }

  boolean has(String flag) {
    return values.containsKey(flag);
  }

  List<String> all(String name) {
    return values.getOrDefault(name, List.of());
  }

  Optional<String> one(String name) {
    return all(name).stream().findFirst();
  }
}
