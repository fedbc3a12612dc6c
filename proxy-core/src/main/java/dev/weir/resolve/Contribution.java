package dev.weir.resolve;

import dev.weir.cache.LoadedDocument;
import dev.weir.model.Integrity;
import dev.weir.npm.IndexedManifest;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * What one source of a search order has of a package: a repository its own versions, a connection
 * its document.
 *
 * @param own by their names; heads
 * @param manifests those that were read of them, by version
 */
record Contribution(
    Optional<LocalPackage> local,
    Map<String, VersionRecord> own,
    Map<String, IndexedManifest> manifests,
    Optional<LoadedDocument> document) {
  static Contribution of(LocalPackage local) {
    var own =
        local.versions().stream()
            .collect(Collectors.toUnmodifiableMap(VersionRecord::version, Function.identity()));
    return new Contribution(Optional.of(local), own, Map.of(), Optional.empty());
  }

  static Contribution of(Optional<LoadedDocument> document) {
    return new Contribution(Optional.empty(), Map.of(), Map.of(), document);
  }

  Optional<VersionRecord> own(String version) {
    return Optional.ofNullable(own.get(version));
  }

  boolean has(String version) {
    return own.containsKey(version) || number(version) >= 0;
  }

  /** What a version's tarball must hash to, if that is known. */
  Optional<Integrity> integrity(String version) {
    int i = number(version);
    return i >= 0
        ? document.orElseThrow().index().facts(i).integrity()
        : Optional.ofNullable(manifests.get(version))
            .flatMap(manifest -> manifest.facts().integrity());
  }

  Contribution with(Map<String, IndexedManifest> read) {
    return new Contribution(local, own, read, document);
  }

  private int number(String version) {
    return document.map(found -> found.index().find(version)).orElse(-1);
  }
}
