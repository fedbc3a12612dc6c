package dev.weir.compare.process;

import java.util.ArrayList;
import java.util.List;

/**
 * The CPU that a process may run on: servers have one to themselves, all else shares the other. The
 * launcher says which two in {@code weir.compare.cpus}; without that nothing is pinned.
 */
public enum Pinned {
  SERVER(0),
  LOAD(1),
  /** Any CPU, where a server of two cores is measured. */
  ANYWHERE(2);

  private static final List<String> CPUS =
      List.of(System.getProperty("weir.compare.cpus", "").split(",", -1));

  private final int place;

  Pinned(int place) {
    this.place = place;
  }

  /** Whether servers and load are kept apart. */
  public static boolean apart() {
    return CPUS.size() == 2;
  }

  /** The command, pinned with all its threads and children. */
  public List<String> command(List<String> command) {
    if (!apart()) {
      return command;
    }
    var cpus = this == ANYWHERE ? String.join(",", CPUS) : CPUS.get(place);
    var pinned = new ArrayList<>(List.of("taskset", "-c", cpus));
    pinned.addAll(command);
    return pinned;
  }
}
