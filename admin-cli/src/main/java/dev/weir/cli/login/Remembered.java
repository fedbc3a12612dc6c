package dev.weir.cli.login;

import java.nio.file.attribute.PosixFilePermission;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * What logins did to a file. As long as nobody else changes the file, {@code before} is the way
 * back, to the byte; afterwards it is the changes, one by one.
 *
 * @param file the file, as the user knows it
 * @param before the whole file before the first login; empty if there was none
 * @param mode who could do what with it then
 * @param after the whole file after the last login
 * @param changes what stands in it because of logins
 */
record Remembered(
    String file,
    Notation notation,
    Optional<String> before,
    Optional<Set<PosixFilePermission>> mode,
    String after,
    List<Change> changes) {

  Remembered {
    changes = List.copyOf(changes);
  }

  /** Nothing done yet. */
  static Remembered of(ConfigFile file, Notation notation) {
    return new Remembered(
        file.name().toString(), notation, file.text(), file.mode(), file.content(), List.of());
  }

  /**
   * This, given what the file is now. If others changed it since, what they did is not ours to take
   * back, so that {@code before} becomes the file without our changes.
   */
  Remembered seen(Optional<String> now) {
    if (now.filter(after::equals).isPresent()) {
      return this;
    }
    var document = Document.of(now.orElse(""), notation);
    List<Change> standing = new ArrayList<>();
    for (Change change : changes) {
      if (document.entry(change.key()).filter(change.after()::equals).isPresent()) {
        standing.add(change);
      }
    }
    for (Change change : standing) {
      document = document.restored(change.key(), change.before());
    }
    var without = now.isEmpty() ? now : Optional.of(document.text());
    return new Remembered(file, notation, without, mode, now.orElse(""), standing);
  }

  /** The change that was made to an entry. */
  Optional<Change> change(Key key) {
    return changes.stream().filter(change -> change.key().equals(key)).findFirst();
  }

  /** This, with the file as it is now and these changes in it. */
  Remembered with(String now, List<Change> all) {
    return new Remembered(file, notation, before, mode, now, all);
  }
}
