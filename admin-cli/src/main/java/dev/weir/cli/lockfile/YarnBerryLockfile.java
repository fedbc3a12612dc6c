package dev.weir.cli.lockfile;

import dev.weir.cli.json.Json;
import dev.weir.cli.lockfile.Skipped.Reason;
import dev.weir.cli.yaml.YamlWalk;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.Set;

/**
 * {@code yarn.lock} of Yarn 2 and later: YAML, an entry for each package.
 *
 * <pre>
 * __metadata:
 *   version: 8
 *
 * "a@npm:^1.0.0":
 *   version: 1.0.0
 *   resolution: "a@npm:1.0.0"
 *   checksum: 10c0/…
 * </pre>
 *
 * The checksum is that of Yarn's own archive, so that it says nothing about the tarball. A tarball
 * whose name is not canonical stands behind the version as {@code ::__archiveUrl=http%3A%2F%2F…}.
 */
final class YarnBerryLockfile {
  private static final String NPM = "npm:";
  private static final String ADDRESS = "__archiveUrl=";

  private final Collected collected = new Collected();
  private boolean known;

  private YarnBerryLockfile() {}

  static Lockfile read(String text) {
    var file = new YarnBerryLockfile();
    YamlWalk.through(text, Set.of(), file::entry);
    if (!file.known) {
      throw new MalformedLockfileException(0, "no __metadata (expected: a lockfile of Yarn's)");
    }
    return file.collected.lockfile();
  }

  private void entry(String section, String name, Json value, int line) {
    if (name.equals("__metadata")) {
      known = true;
      return;
    }
    var resolution = Texts.of(value, "resolution");
    if (resolution.isEmpty()) {
      throw new MalformedLockfileException(
          line, "%s: no resolution (expected: name@npm:version or such)".formatted(name));
    }
    var spec = Spec.of(resolution);
    if (spec.rest().startsWith(NPM)) {
      registry(spec.name(), spec.rest().substring(NPM.length()));
    } else {
      collected.skip(
          resolution, Whereabouts.problem(spec.name(), "", spec.rest()).orElse(Reason.URL));
    }
  }

  private void registry(String name, String reference) {
    int parameters = reference.indexOf("::");
    if (parameters < 0) {
      collected.registry(name, reference, "", Optional.empty());
      return;
    }
    var version = reference.substring(0, parameters);
    var address = address(reference.substring(parameters + 2));
    collected.registry(name, version, address, Optional.empty());
  }

  private static String address(String parameters) {
    for (String parameter : parameters.split("&", -1)) {
      if (parameter.startsWith(ADDRESS)) {
        return decoded(parameter.substring(ADDRESS.length()));
      }
    }
    return "";
  }

  private static String decoded(String text) {
    try {
      return URLDecoder.decode(text, StandardCharsets.UTF_8);
    } catch (IllegalArgumentException malformed) {
      return "";
    }
  }
}
