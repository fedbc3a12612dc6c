package dev.weir.resolve;

import dev.weir.npm.DistTags;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * What was found of versions that are to be copied.
 *
 * @param versions those that there are, as the nearest place has them
 * @param tags of the places that were looked in, nearest first
 * @param repositories that were looked in, nearest first
 * @param top the package's own members, of the nearest place that has any
 */
record CopySource(
    List<Found> versions,
    List<Map<String, String>> tags,
    List<PackagePath> repositories,
    Optional<String> top) {
  /**
   * A version that there is.
   *
   * @param at the repository that has its manifest; empty if that is in {@code record}
   */
  record Found(VersionRecord record, Optional<PackagePath> at) {}

  CopySource {
    versions = List.copyOf(versions);
    tags = List.copyOf(tags);
    repositories = List.copyOf(repositories);
  }

  List<VersionRecord> records() {
    return versions.stream().map(Found::record).toList();
  }

  /** Where a version's manifest is, if that is another repository's. */
  Optional<PackagePath> at(String version) {
    return versions.stream()
        .filter(found -> found.record().version().equals(version))
        .findFirst()
        .flatMap(Found::at);
  }

  /**
   * Tags that point at one of {@code copied}; of several of a name the farthest, as clients see.
   */
  Map<String, String> tagsOf(Set<String> copied) {
    return DistTags.merge(tags, List.of(), copied::contains);
  }
}
