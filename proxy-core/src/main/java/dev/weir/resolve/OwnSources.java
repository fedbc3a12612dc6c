package dev.weir.resolve;

import dev.weir.npm.IndexedManifest;
import dev.weir.npm.OwnPart;
import dev.weir.npm.PackumentSource;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Stream;

/** What the versions that repositories have of their own come to in a packument. Pure. */
final class OwnSources {
  private OwnSources() {}

  /**
   * Versions that the nearest repository that has them does not list.
   *
   * @param removed versions that were retained from an origin, which does not offer them any more
   */
  static Set<String> hidden(List<LocalPackage> nearestFirst, Set<String> removed) {
    var decided = new HashSet<String>();
    var hidden = new HashSet<String>();
    for (var own : nearestFirst) {
      for (var version : own.versions()) {
        boolean gone = !version.isOurs() && removed.contains(version.version());
        if (decided.add(version.version()) && (gone || !version.isListed())) {
          hidden.add(version.version());
        }
      }
    }
    return hidden;
  }

  /** Of the nearest repository that anything was published to. */
  static Optional<OwnPart.Top> top(List<LocalPackage> nearestFirst) {
    var tops = nearestFirst.stream().flatMap(own -> own.top().stream()).toList();
    return tops.stream()
        .filter(top -> !top.json().equals(OwnPart.Top.EMPTY))
        .findFirst()
        .or(() -> tops.stream().findFirst());
  }

  /**
   * Versions whose manifests a packument needs.
   *
   * @param offered versions that a document has: of those a retained one does not count
   */
  static List<VersionRecord> needed(
      LocalPackage own, Set<String> hidden, Predicate<String> offered) {
    return own.versions().stream()
        .filter(version -> !hidden.contains(version.version()))
        .filter(version -> version.isOurs() || !offered.test(version.version()))
        .toList();
  }

  /**
   * What was published goes by the search order; what was retained, by documents first.
   *
   * @param manifests of the versions that are needed, by version; without those that cannot be read
   */
  static List<PackumentSource> of(
      LocalPackage own, Set<String> hidden, Map<String, IndexedManifest> manifests) {
    var listed = own.versions().stream().filter(v -> !hidden.contains(v.version())).toList();
    var ours = manifests(listed.stream().filter(VersionRecord::isOurs), manifests);
    var kept = listed.stream().filter(version -> !version.isOurs()).toList();
    var retained = manifests(kept.stream(), manifests);
    var tags = own.head().tags();
    var sources = new ArrayList<PackumentSource>();
    if (!ours.isEmpty()) {
      sources.add(new PackumentSource.Versions(ours, tags, false));
    }
    if (!kept.isEmpty()) {
      sources.add(new PackumentSource.Versions(retained, ours.isEmpty() ? tags : Map.of(), true));
    }
    return sources;
  }

  private static List<IndexedManifest> manifests(
      Stream<VersionRecord> versions, Map<String, IndexedManifest> manifests) {
    return versions
        .flatMap(version -> Stream.ofNullable(manifests.get(version.version())))
        .toList();
  }
}
