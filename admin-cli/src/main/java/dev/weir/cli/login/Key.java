package dev.weir.cli.login;

import java.util.List;

/** The name of an entry of a configuration file, perhaps below another's. */
record Key(List<String> names) {
  Key {
    names = List.copyOf(names);
  }

  static Key of(String... names) {
    return new Key(List.of(names));
  }

  String first() {
    return names.get(0);
  }

  /** Whether this is an entry below another. */
  boolean isNested() {
    return names.size() > 1;
  }

  String last() {
    return names.get(names.size() - 1);
  }
}
