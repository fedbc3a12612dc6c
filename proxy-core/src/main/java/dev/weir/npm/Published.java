package dev.weir.npm;

import dev.weir.model.Integrity;
import java.util.Optional;

/**
 * The version that a publish document brings.
 *
 * @param version a Semantic Version, without a {@code v} before it
 * @param fileName what its tarball is called here: {@code node-1.0.0.tgz} for {@code @types/node}
 * @param integrity what the document says that the tarball hashes to, from {@code dist.integrity}
 * @param shasum likewise, from {@code dist.shasum}
 */
public record Published(
    String version,
    SentManifest manifest,
    PublishAttachment tarball,
    Optional<PublishAttachment> bundle,
    String fileName,
    Optional<Integrity> integrity,
    Optional<Integrity> shasum) {}
