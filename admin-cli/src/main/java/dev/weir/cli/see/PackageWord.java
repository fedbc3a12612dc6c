package dev.weir.cli.see;

import dev.weir.cli.Failure;
import java.util.Optional;

/**
 * A package as a verb takes it: {@code lodash}, {@code @types/node@20}.
 *
 * @param rest what stands behind the name: a version, or a range of them
 */
record PackageWord(String name, Optional<String> rest) {
  /**
   * Reads one: a scope begins with the first {@code @}, a version with one that comes later.
   *
   * @param verb for whom
   * @param expected what may be written, for the message if it is none
   */
  static PackageWord of(String what, String verb, String expected) {
    int at = what.indexOf('@', 1);
    var name = at < 0 ? what : what.substring(0, at);
    if (name.isEmpty() || name.equals("@") || at == what.length() - 1) {
      throw Failure.usage("%s: %s (expected: %s)".formatted(verb, what, expected));
    }
    return new PackageWord(name, at < 0 ? Optional.empty() : Optional.of(what.substring(at + 1)));
  }
}
