package dev.weir.npm;

import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A manifest as found in some JSON.
 *
 * @param range its place
 * @param name its {@code name}, whatever that is
 * @param version its {@code version}, whatever that is
 * @param content its parts, or null if it has no {@code dist.tarball} that we could serve
 */
record ParsedManifest(
    ByteRange range, Optional<String> name, Optional<String> version, @Nullable Content content) {
  record Content(ManifestShape shape, ManifestFacts facts) {}
}
