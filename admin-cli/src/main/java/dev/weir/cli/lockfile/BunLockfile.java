package dev.weir.cli.lockfile;

import dev.weir.cli.json.Json;
import dev.weir.cli.json.JsonWalk;
import dev.weir.cli.lockfile.Skipped.Reason;
import java.util.List;
import java.util.Set;

/**
 * Bun's {@code bun.lock}: JSON with comments and trailing commas, a list for each package.
 *
 * <pre>
 * {"lockfileVersion": 1, "workspaces": {…}, "packages": {
 *   "a": ["a@1.0.0", "http://…/a/-/a-1.0.0.tgz", {…}, "sha512-…"],
 *   "member": ["member@workspace:packages/member"]}}
 * </pre>
 *
 * The address of a tarball is empty if it comes from the default registry.
 */
final class BunLockfile {
  private final Collected collected = new Collected();
  private boolean known;

  private BunLockfile() {}

  static Lockfile read(String text) {
    var file = new BunLockfile();
    JsonWalk.through(text, Set.of("packages"), file::member);
    if (!file.known) {
      throw new MalformedLockfileException(0, "no lockfileVersion (expected: a lockfile of Bun's)");
    }
    return file.collected.lockfile();
  }

  private void member(String section, String name, Json value, int line) {
    if (section.equals("packages")) {
      locked(name, value instanceof Json.Items items ? items.all() : List.of(), line);
    } else if (name.equals("lockfileVersion")) {
      known = true;
    }
  }

  private void locked(String place, List<Json> parts, int line) {
    if (parts.isEmpty() || !(parts.get(0) instanceof Json.Text what)) {
      throw new MalformedLockfileException(
          line, "packages: %s (expected: a list that begins with name@version)".formatted(place));
    }
    var spec = Spec.of(what.value());
    if (spec.rest().equals("root:")) {
      return;
    }
    boolean registry = LockedPackage.isVersion(spec.rest());
    if (!registry) {
      collected.skip(what.value(), reason(spec));
    } else if (parts.size() > 2 && Texts.isTrue(parts.get(2), "bundled")) {
      collected.skip(what.value(), Reason.BUNDLED);
    } else {
      collected.registry(spec.name(), spec.rest(), text(parts, 1), Integrity.of(text(parts, 3)));
    }
  }

  /** What has no version is no registry's, even if it looks so. */
  private static Reason reason(Spec spec) {
    return Whereabouts.problem(spec.name(), "", spec.rest())
        .orElse(spec.rest().isEmpty() ? Reason.UNKNOWN : Reason.URL);
  }

  private static String text(List<Json> parts, int index) {
    return index < parts.size() && parts.get(index) instanceof Json.Text text ? text.value() : "";
  }
}
