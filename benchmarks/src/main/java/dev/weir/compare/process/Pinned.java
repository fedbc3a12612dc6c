package dev.weir.compare.process;

import java.util.ArrayList;
import java.util.List;

/** The CPU that a process may run on: servers have one to themselves, all else shares the other. */
public enum Pinned {
  SERVER("0"),
  LOAD("1"),
  /** Both, where a server of two cores is measured. */
  ANYWHERE("");

  private final String cpus;

  Pinned(String cpus) {
    this.cpus = cpus;
  }

  /** The command, pinned with all its threads and children. */
  public List<String> command(List<String> command) {
    if (cpus.isEmpty()) {
      return command;
    }
    var pinned = new ArrayList<>(List.of("taskset", "-c", cpus));
    pinned.addAll(command);
    return pinned;
  }
}
