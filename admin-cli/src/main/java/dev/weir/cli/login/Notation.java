package dev.weir.cli.login;

import dev.weir.cli.Failure;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * How a kind of configuration file is written, as far as is needed to find an entry and to add one.
 * Lines have their ends with them.
 */
sealed interface Notation permits Npmrc, Yaml {
  /** Its name where logins are remembered. */
  String name();

  /** The lines of an entry; of several with the same key, those that count. */
  Optional<Span> find(List<String> lines, Key key);

  /** Where an entry goes that is not there. */
  Place place(List<String> lines, Key key);

  /** The heading of a nested entry, if nothing is left below it. */
  Optional<Span> bareHeading(List<String> lines, Key key);

  static Notation named(String name) {
    List<Notation> all = List.of(new Npmrc(), new Yaml());
    return all.stream()
        .filter(notation -> notation.name().equals(name))
        .findFirst()
        .orElseThrow(
            () ->
                Failure.usage(
                    "notation: %s (expected one of %s)"
                        .formatted(
                            name, Arrays.toString(all.stream().map(Notation::name).toArray()))));
  }
}
