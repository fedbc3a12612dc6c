package dev.weir.npm;

import java.util.Optional;

/**
 * What was found in a tarball that may be published.
 *
 * @param files in it, without folders
 * @param unpackedSize of these, in bytes
 * @param readme the best at the package's root, cut if it is long
 */
public record CheckedTarball(int files, long unpackedSize, Optional<String> readme) {}
