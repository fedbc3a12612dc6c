package dev.weir.npm;

import dev.weir.model.PackageName;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/**
 * What npm refuses as the name of a new package. Older ones may have such a name, and new versions
 * of them come in under it.
 *
 * <p>A {@link PackageName} is of ASCII alone, so letters that only look like those are no question
 * here. Names of Node's own modules are allowed.
 */
public final class NewNames {
  private static final Set<String> RESERVED = Set.of("node_modules", "favicon.ico");

  /** What {@code encodeURIComponent} leaves alone, and yet nobody wants in a name. */
  private static final String SPECIAL = "~'!()*";

  private NewNames() {}

  /** Why no new package may have that name, for who sent it; empty if it may. */
  public static Optional<String> problem(PackageName name) {
    var value = name.value();
    if (!value.equals(value.toLowerCase(Locale.ROOT))) {
      return told(name, "no upper case in a new package's name");
    } else if (value.startsWith("_")) {
      return told(name, "a new package's name that does not begin with _");
    } else if (name.basename().chars().anyMatch(c -> SPECIAL.indexOf(c) >= 0)) {
      return told(name, "none of %s in a new package's name".formatted(SPECIAL));
    } else if (RESERVED.contains(value)) {
      return told(name, "another name: this one is a folder's or a file's");
    }
    return Optional.empty();
  }

  private static Optional<String> told(PackageName name, String expected) {
    return Optional.of("package: %s (expected: %s)".formatted(name, expected));
  }
}
