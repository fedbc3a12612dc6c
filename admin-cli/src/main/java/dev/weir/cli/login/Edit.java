package dev.weir.cli.login;

import java.nio.file.Path;
import java.util.List;

/** A file and what is to stand in it. */
record Edit(Path file, Notation notation, List<Setting> settings) {
  Edit {
    settings = List.copyOf(settings);
  }
}
