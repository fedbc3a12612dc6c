package dev.weir.cli.lockfile;

import dev.weir.cli.json.Json;
import dev.weir.cli.lockfile.Skipped.Reason;
import dev.weir.cli.yaml.YamlWalk;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * {@code pnpm-lock.yaml}. What stands before an entry differs by the version of the format:
 *
 * <pre>
 * lockfileVersion: '9.0'       # 6.0: /@s/a@1.0.0(b@2.0.0):   5.4: /@s/a/1.0.0_b@2.0.0:
 * packages:
 *   '@s/a@1.0.0':
 *     resolution: {integrity: sha512-…}
 * </pre>
 *
 * A tarball whose address is canonical has none written down.
 */
final class PnpmLockfile {
  private static final Pattern VERSION = Pattern.compile("([5-9])(\\.[0-9]+)*");

  private final Collected collected = new Collected();
  private int format;

  private PnpmLockfile() {}

  static Lockfile read(String text) {
    var file = new PnpmLockfile();
    YamlWalk.through(text, Set.of("packages"), file::entry);
    if (file.format == 0) {
      throw new MalformedLockfileException(
          0, "no lockfileVersion (expected: a lockfile of pnpm's)");
    }
    return file.collected.lockfile();
  }

  private void entry(String section, String name, Json value, int line) {
    if (section.equals("packages")) {
      if (format == 0) {
        throw new MalformedLockfileException(
            line, "packages (expected: lockfileVersion before them)");
      }
      locked(name, value);
    } else if (name.equals("lockfileVersion")) {
      var version = VERSION.matcher(value.asText());
      if (!version.matches()) {
        throw new MalformedLockfileException(
            line, "lockfileVersion: %s (expected: 5 to 9)".formatted(Texts.shown(value)));
      }
      format = Integer.parseInt(version.group(1));
    }
  }

  private void locked(String key, Json value) {
    var spec = format < 6 ? withSlashes(key) : withAt(key);
    var name = value.at("name").isPresent() ? Texts.of(value, "name") : spec.name();
    var version = value.at("version").isPresent() ? Texts.of(value, "version") : spec.rest();
    var problem = problem(spec, value);
    if (problem.isPresent()) {
      collected.skip(key, problem.get());
      return;
    }
    var tarball = Texts.of(value, "resolution", "tarball");
    boolean addressed = tarball.isEmpty() && Whereabouts.isWeb(spec.rest());
    collected.found(
        name,
        version,
        addressed ? spec.rest() : tarball,
        Integrity.of(Texts.of(value, "resolution", "integrity")));
  }

  private static Optional<Reason> problem(Spec spec, Json value) {
    var type = Texts.of(value, "resolution", "type");
    if (type.equals("git") || !Texts.of(value, "resolution", "repo").isEmpty()) {
      return Optional.of(Reason.GIT);
    } else if (type.equals("directory")) {
      return Optional.of(Reason.LOCAL);
    } else if (!type.isEmpty()) {
      return Optional.of(Reason.URL);
    }
    return Whereabouts.problem(spec.name(), "", spec.rest())
        .filter(reason -> reason == Reason.LOCAL || reason == Reason.GIT);
  }

  /** {@code /@s/a@1.0.0(b@2.0.0)}, later without the slash; what is in parentheses are peers. */
  private static Spec withAt(String key) {
    var path = key.startsWith("/") ? key.substring(1) : key;
    int peers = path.indexOf('(');
    return Spec.of(peers < 0 ? path : path.substring(0, peers));
  }

  /**
   * {@code /@s/a/1.0.0_b@2.0.0}, with another registry's host in front of the slash if it is not
   * from the default one; what is behind the underscore are peers.
   */
  private static Spec withSlashes(String key) {
    if (key.startsWith("file:")) {
      return new Spec(key, key);
    }
    var path = key.substring(key.indexOf('/') + 1);
    int end = path.startsWith("@") ? path.indexOf('/', path.indexOf('/') + 1) : path.indexOf('/');
    if (end <= 0) {
      return new Spec(path, "");
    }
    var version = path.substring(end + 1).split("[_/]", 2)[0];
    return new Spec(path.substring(0, end), version);
  }
}
