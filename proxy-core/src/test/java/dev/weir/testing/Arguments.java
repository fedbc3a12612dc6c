package dev.weir.testing;

import java.util.HashMap;
import java.util.Map;
import java.util.TreeSet;

/**
 * Command-line options of the form {@code --name value}.
 *
 * @param values by name, without the dashes
 */
record Arguments(Map<String, String> values) {
  Arguments {
    values = Map.copyOf(values);
  }

  /** Reads {@code given} over {@code defaults}, which name everything that may be given. */
  static Arguments of(String[] given, Map<String, String> defaults) {
    var values = new HashMap<>(defaults);
    for (int i = 0; i < given.length; i += 2) {
      var name = given[i].replaceFirst("^--", "");
      if (!defaults.containsKey(name) || i + 1 == given.length) {
        throw new IllegalArgumentException(
            given[i]
                + " (expected: a value after one of "
                + new TreeSet<>(defaults.keySet())
                + ")");
      }
      values.put(name, given[i + 1]);
    }
    return new Arguments(values);
  }

  String text(String name) {
    var value = values.get(name);
    if (value == null) {
      throw new IllegalArgumentException(name + " (expected: one of " + values.keySet() + ")");
    }
    return value;
  }

  int number(String name) {
    return Integer.parseInt(text(name));
  }

  boolean flag(String name) {
    return Boolean.parseBoolean(text(name));
  }
}
