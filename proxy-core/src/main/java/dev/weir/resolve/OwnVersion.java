package dev.weir.resolve;

import dev.weir.npm.IndexedManifest;
import java.util.Optional;

/**
 * A version that a repository has of its own, with what its manifest says.
 *
 * @param published where its bytes are, if it was published here
 */
public record OwnVersion(
    ListedVersion listed, IndexedManifest manifest, Optional<PublishedAsset> published) {}
