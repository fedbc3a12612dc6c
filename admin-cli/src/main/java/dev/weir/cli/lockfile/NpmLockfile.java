package dev.weir.cli.lockfile;

import dev.weir.cli.json.Json;
import dev.weir.cli.json.JsonWalk;
import dev.weir.cli.lockfile.Skipped.Reason;
import java.util.Set;

/**
 * npm's {@code package-lock.json} and {@code npm-shrinkwrap.json}. Version 1 is a tree of
 * dependencies, version 3 a list of places in the project, and version 2 has both.
 *
 * <pre>
 * {"lockfileVersion": 3, "packages": {
 *   "": {…}, "node_modules/a": {"version": "1.0.0", "resolved": "http://…/a/-/a-1.0.0.tgz", "integrity": "sha512-…"}}}
 * {"lockfileVersion": 1, "dependencies": {
 *   "a": {"version": "1.0.0", "resolved": …, "integrity": …, "dependencies": {…}}}}
 * </pre>
 */
final class NpmLockfile {
  private static final String PLACE = "node_modules/";

  private final Collected places = new Collected();
  private final Collected tree = new Collected();
  private boolean known;
  private boolean hasPlaces;

  private NpmLockfile() {}

  static Lockfile read(String text) {
    var file = new NpmLockfile();
    JsonWalk.through(text, Set.of("packages", "dependencies"), file::member);
    if (!file.known) {
      throw new MalformedLockfileException(
          0, "no lockfileVersion, packages or dependencies (expected: a lockfile of npm's)");
    }
    return (file.hasPlaces ? file.places : file.tree).lockfile();
  }

  private void member(String section, String name, Json value, int line) {
    if (section.equals("packages")) {
      known = true;
      hasPlaces = true;
      place(name, value);
    } else if (section.equals("dependencies")) {
      checkEntry(name, value, line);
      known = true;
      dependency(name, value);
    } else if (name.equals("lockfileVersion")) {
      known = true;
      checkVersion(value, line);
    }
  }

  /** A {@code package.json} has dependencies too, and is easily mistaken for its lockfile. */
  private static void checkEntry(String name, Json value, int line) {
    if (!(value instanceof Json.Members)) {
      throw new MalformedLockfileException(
          line,
          "dependencies: %s: %s (expected: an object, as a lockfile has it)"
              .formatted(name, Texts.shown(value)));
    }
  }

  private static void checkVersion(Json value, int line) {
    if (!Set.of("1", "2", "3").contains(value.asText())) {
      throw new MalformedLockfileException(
          line, "lockfileVersion: %s (expected: 1, 2 or 3)".formatted(Texts.shown(value)));
    }
  }

  /** What has no {@code node_modules} in its place is a workspace, to which a link leads. */
  private void place(String place, Json value) {
    int at = place.lastIndexOf(PLACE);
    if (at < 0) {
      return;
    }
    var called = place.substring(at + PLACE.length());
    var name = value.at("name").isPresent() ? Texts.of(value, "name") : called;
    if (Texts.isTrue(value, "link")) {
      places.skip(name + "@" + Texts.of(value, "resolved"), Reason.LOCAL);
    } else if (Texts.isTrue(value, "inBundle")) {
      places.skip(name + "@" + Texts.of(value, "version"), Reason.BUNDLED);
    } else {
      places.found(
          name,
          Texts.of(value, "version"),
          Texts.of(value, "resolved"),
          Integrity.of(Texts.of(value, "integrity")));
    }
  }

  private void dependency(String called, Json value) {
    var version = Texts.of(value, "version");
    if (Texts.isTrue(value, "bundled")) {
      tree.skip(called + "@" + version, Reason.BUNDLED);
    } else if (version.startsWith("npm:")) {
      var real = version.substring("npm:".length());
      int at = real.lastIndexOf('@');
      locked(at > 0 ? real.substring(0, at) : called, real.substring(at + 1), value);
    } else {
      locked(called, version, value);
    }
    if (value.at("dependencies").orElse(Json.Word.NULL) instanceof Json.Members inner) {
      inner.all().forEach(this::dependency);
    }
  }

  /** What comes from elsewhere has in place of its version where. */
  private void locked(String name, String version, Json value) {
    var integrity = Integrity.of(Texts.of(value, "integrity"));
    boolean plain = version.isEmpty() || LockedPackage.isVersion(version);
    tree.found(name, version, plain ? Texts.of(value, "resolved") : version, integrity);
  }
}
