package dev.weir.resolve;

import dev.weir.storage.CorruptBlobException;

/**
 * A published tarball's bytes are not what was published. Nobody else has them: an operator has to
 * bring them back from a backup, or publish them again after deleting the version.
 */
public final class PublishedCorruptException extends RuntimeException {
  PublishedCorruptException(VersionPath path, CorruptBlobException cause) {
    super(
        "the published tarball of %s@%s in %s is damaged on the disk: %s"
            .formatted(path.name(), path.version(), path.repository(), cause.getMessage()),
        cause);
  }
}
