package dev.weir.cli.lockfile;

import dev.weir.cli.lockfile.Skipped.Reason;
import java.util.HashMap;
import java.util.Iterator;
import java.util.Map;
import java.util.Optional;

/**
 * {@code yarn.lock} of Yarn 1, in a format of its own: a line for the ranges that a package was
 * wanted as, indented lines for what was found.
 *
 * <pre>
 * # yarn lockfile v1
 *
 * a@^1.0.0, "a@~1.0.0":
 *   version "1.0.0"
 *   resolved "http://…/a/-/a-1.0.0.tgz#356a192b7913b04c54574d18c28d46e6395428ab"
 *   integrity sha512-…
 *   dependencies:
 *     b "^2.0.0"
 * </pre>
 */
final class YarnClassicLockfile {
  private static final String INDENT = "  ";

  private final Collected collected = new Collected();
  private final Map<String, String> entry = new HashMap<>();
  private String wanted = "";

  private YarnClassicLockfile() {}

  static Lockfile read(String text) {
    var file = new YarnClassicLockfile();
    int number = 0;
    for (Iterator<String> lines = text.lines().iterator(); lines.hasNext(); ) {
      file.line(lines.next(), ++number);
    }
    file.finish();
    return file.collected.lockfile();
  }

  private void line(String line, int number) {
    if (line.isBlank() || line.stripLeading().startsWith("#")) {
      return;
    }
    if (!line.startsWith(INDENT)) {
      finish();
      wanted = first(line, number);
    } else if (wanted.isEmpty()) {
      throw malformed(number, line, "a line that ends with a colon before it");
    } else if (!line.startsWith(INDENT + " ")) {
      member(line.strip());
    }
  }

  /** The first of the ranges, which has the package's name as well as the others. */
  private static String first(String line, int number) {
    if (!line.endsWith(":")) {
      throw malformed(number, line, "name@range and a colon");
    }
    boolean quoted = line.startsWith("\"");
    int end = quoted ? line.indexOf('"', 1) : line.indexOf(',');
    int last = end < 0 ? line.length() - 1 : end;
    var first = line.substring(quoted ? 1 : 0, last).strip();
    if (first.isEmpty()) {
      throw malformed(number, line, "name@range and a colon");
    }
    return first;
  }

  private void member(String line) {
    int blank = line.indexOf(' ');
    if (blank > 0) {
      entry.put(unquoted(line.substring(0, blank)), unquoted(line.substring(blank + 1).strip()));
    }
  }

  private static String unquoted(String text) {
    boolean quoted = text.length() > 1 && text.startsWith("\"") && text.endsWith("\"");
    return quoted ? text.substring(1, text.length() - 1) : text;
  }

  private void finish() {
    if (!wanted.isEmpty()) {
      locked(Spec.of(wanted));
    }
    wanted = "";
    entry.clear();
  }

  private void locked(Spec spec) {
    boolean alias = spec.rest().startsWith("npm:");
    var name = alias ? Spec.of(spec.rest().substring("npm:".length())).name() : spec.name();
    var version = entry.getOrDefault("version", "");
    var resolved = entry.getOrDefault("resolved", "");
    if (!resolved.isEmpty()) {
      int hash = resolved.indexOf('#');
      var sha1 = Integrity.ofSha1(resolved.substring(hash + 1));
      var integrity = Integrity.of(entry.getOrDefault("integrity", "")).or(() -> sha1);
      collected.found(name, version, resolved, integrity);
    } else {
      unresolved(spec, name, version);
    }
  }

  /** Folders have no address; nor has anything in a project that goes without a network. */
  private void unresolved(Spec spec, String name, String version) {
    var problem = alias(spec) ? Optional.<Reason>empty() : local(spec);
    if (problem.isPresent()) {
      collected.skip(wanted, problem.get());
    } else {
      collected.registry(name, version, "", Integrity.of(entry.getOrDefault("integrity", "")));
    }
  }

  private static boolean alias(Spec spec) {
    return spec.rest().startsWith("npm:");
  }

  /** Any other range than an address is one of a registry's versions. */
  private static Optional<Reason> local(Spec spec) {
    return Whereabouts.problem(spec.name(), "", spec.rest())
        .filter(reason -> reason != Reason.UNKNOWN);
  }

  private static MalformedLockfileException malformed(int line, String text, String expected) {
    var shown = text.length() > 60 ? text.substring(0, 60) + "…" : text;
    return new MalformedLockfileException(
        line, "%s (expected: %s)".formatted(shown.strip(), expected));
  }
}
