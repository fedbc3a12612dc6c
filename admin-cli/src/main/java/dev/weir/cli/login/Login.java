package dev.weir.cli.login;

import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Carries edits out: remembers first, then writes, so that a crash between leaves a way back. */
final class Login {
  private final WayBack wayBack;

  Login(WayBack wayBack) {
    this.wayBack = wayBack;
  }

  /**
   * Makes all edits, or none if one cannot be made.
   *
   * @param dry whether only to tell what would be done
   */
  List<Told> in(Tool tool, List<Edit> edits, boolean dry) {
    List<Told> told = new ArrayList<>();
    List<Runnable> writes = new ArrayList<>();
    for (Edit edit : edits) {
      ConfigFile file = ConfigFile.read(edit.file());
      var start =
          wayBack
              .of(file)
              .map(before -> before.seen(file.text()))
              .filter(before -> !before.changes().isEmpty())
              .orElseGet(() -> Remembered.of(file, edit.notation()));
      var editing = Editing.of(tool, start, edit.settings());
      told.addAll(editing.told());
      writes.add(() -> write(file, editing.result()));
    }
    if (!dry) {
      writes.forEach(Runnable::run);
    }
    return told;
  }

  private void write(ConfigFile file, Remembered remembered) {
    if (remembered.changes().isEmpty()) {
      return;
    }
    wayBack.keep(file, remembered);
    file.write(remembered.after(), closed(file.mode()));
  }

  /** Takes back what logins of these tools did. */
  List<Told> out(Set<Tool> leaving) {
    List<Told> told = new ArrayList<>();
    for (Remembered remembered : wayBack.all()) {
      boolean concerned =
          remembered.changes().stream()
              .flatMap(change -> change.tools().stream())
              .anyMatch(leaving::contains);
      if (concerned) {
        told.addAll(undo(remembered, leaving));
      }
    }
    return told;
  }

  private List<Told> undo(Remembered remembered, Set<Tool> leaving) {
    ConfigFile file = ConfigFile.read(Path.of(remembered.file()));
    var undoing = Undoing.of(remembered, file.content(), leaving);
    var text = undoing.text();
    if (file.text().isPresent() && text.isEmpty()) {
      file.delete();
    } else if (!file.text().equals(text)) {
      file.write(text.orElse(""), undoing.isComplete() ? opened(file, remembered) : mode(file));
    }
    if (undoing.isComplete()) {
      wayBack.forget(file);
    } else {
      wayBack.keep(file, undoing.result());
    }
    return undoing.told();
  }

  /** With a token in it, a file is its owner's alone. */
  private static Set<PosixFilePermission> closed(Optional<Set<PosixFilePermission>> mode) {
    if (mode.isEmpty()) {
      return ConfigFile.PRIVATE;
    }
    var closed = EnumSet.copyOf(PosixFilePermissions.fromString("rwx------"));
    closed.retainAll(mode.get());
    return closed;
  }

  /** As it was before, unless somebody chose otherwise since. */
  private static Set<PosixFilePermission> opened(ConfigFile file, Remembered remembered) {
    var ours = closed(remembered.mode());
    return mode(file).equals(ours) ? remembered.mode().orElse(ours) : mode(file);
  }

  private static Set<PosixFilePermission> mode(ConfigFile file) {
    return file.mode().orElse(ConfigFile.PRIVATE);
  }
}
