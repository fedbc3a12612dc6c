package dev.weir.cli.lockfile;

import java.util.Optional;
import java.util.regex.Pattern;

/**
 * A version of a package that a lockfile takes from a registry.
 *
 * @param name such as {@code lodash} or {@code @types/node}, legacy names included
 * @param version such as {@code 1.2.3-beta.1}
 * @param integrity what its tarball must hash to, if the lockfile says
 * @param address where the lockfile says that the tarball is; empty if it leaves that to the
 *     configuration
 */
public record LockedPackage(
    String name, String version, Optional<Integrity> integrity, Optional<String> address) {
  private static final int LONGEST_NAME = 214;
  private static final int LONGEST_VERSION = 256;
  // A dash alone is where a registry has what is about no package.
  private static final Pattern NAME =
      Pattern.compile(
          "(@[a-zA-Z0-9~_!*'()-][a-zA-Z0-9._~!*'()-]*/)?(?!-$)[a-zA-Z0-9~_!*'()-][a-zA-Z0-9._~!*'()-]*");
  private static final Pattern VERSION =
      Pattern.compile("[0-9]+\\.[0-9]+\\.[0-9]+([-+][0-9A-Za-z.+-]+)?");

  public LockedPackage {
    if (!isName(name)) {
      throw new IllegalArgumentException("name: %s (expected: one that npm takes)".formatted(name));
    }
    if (!isVersion(version)) {
      throw new IllegalArgumentException(
          "version: %s (expected: one like 1.2.3)".formatted(version));
    }
  }

  /** Whether this can stand in a registry's path as a name. */
  static boolean isName(String text) {
    return text.length() <= LONGEST_NAME && NAME.matcher(text).matches();
  }

  /** Whether this is one version, and no range or address. */
  static boolean isVersion(String text) {
    return text.length() <= LONGEST_VERSION && VERSION.matcher(text).matches();
  }

  /** Where a registry has the tarball, relative to its base, unless its file has an odd name. */
  public String tarballPath() {
    return "%s/-/%s-%s.tgz".formatted(name, name.substring(name.indexOf('/') + 1), version);
  }

  /** Where a registry has the manifest, relative to its base. */
  public String manifestPath() {
    return name + "/" + version;
  }

  /** The host of the address, and its port if it has one. */
  public Optional<String> authority() {
    return address.flatMap(Whereabouts::authority);
  }

  @Override
  public String toString() {
    return name + "@" + version;
  }
}
