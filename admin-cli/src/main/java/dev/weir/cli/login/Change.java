package dev.weir.cli.login;

import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * An entry that logins wrote.
 *
 * @param before as it was before the first of them, if it was there
 * @param after as the last wrote it
 * @param tools on whose behalf
 */
record Change(Key key, Optional<String> before, String after, Set<Tool> tools) {
  Change {
    tools = Set.copyOf(tools);
  }

  /** This one, made once more. */
  Change again(String after, Tool tool) {
    var all = new TreeSet<>(tools);
    all.add(tool);
    return new Change(key, before, after, all);
  }

  /** Whether nobody needs it but {@code leaving}. */
  boolean isOnlyOf(Set<Tool> leaving) {
    return leaving.containsAll(tools);
  }

  Change without(Set<Tool> leaving) {
    var rest = new TreeSet<>(tools);
    rest.removeAll(leaving);
    return new Change(key, before, after, rest);
  }
}
