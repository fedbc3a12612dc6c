package dev.weir.resolve;

import dev.weir.cache.AssetKey;
import dev.weir.model.PackageName;
import dev.weir.model.RepositoryId;
import java.util.Optional;

/** Names a version in a repository. */
public record VersionPath(RepositoryId repository, PackageName name, String version) {
  /** What its tarball is stored as; empty if it came from no connection. */
  Optional<AssetKey> external(OwnVersion own) {
    return own.listed()
        .origin()
        .match(
            external ->
                Optional.of(
                    new AssetKey(external.connection(), name, own.manifest().facts().fileName())),
            internal -> Optional.empty());
  }
}
