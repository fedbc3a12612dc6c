package dev.weir.resolve;

import java.util.Map;
import java.util.OptionalLong;

/**
 * A version's tarball, as far as it is known.
 *
 * @param size in bytes; unknown if the tarball is not stored and its origin does not give it
 * @param hashes lower-case hexadecimal by CodeArtifact's names: {@code MD5}, {@code SHA-1}, {@code
 *     SHA-256}, {@code SHA-512}; of an unknown tarball those that its manifest names
 */
public record VersionAsset(OptionalLong size, Map<String, String> hashes) {
  /** The name of the one asset that an npm version has. */
  public static final String NAME = "package.tgz";

  public VersionAsset {
    hashes = Map.copyOf(hashes);
  }
}
