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

  /** What was published goes by the search order; what was retained, by documents first. */
  static List<PackumentSource> of(LocalPackage own, Set<String> hidden) {
    var listed = own.versions().stream().filter(v -> !hidden.contains(v.version())).toList();
    var ours = manifests(listed.stream().filter(VersionRecord::isOurs));
    var retained = manifests(listed.stream().filter(version -> !version.isOurs()));
    var tags = own.head().tags();
    var sources = new ArrayList<PackumentSource>();
    if (!ours.isEmpty()) {
      sources.add(new PackumentSource.Versions(ours, tags, false));
    }
    if (!retained.isEmpty()) {
      sources.add(new PackumentSource.Versions(retained, ours.isEmpty() ? tags : Map.of(), true));
    }
    return sources;
  }

  private static List<IndexedManifest> manifests(Stream<VersionRecord> versions) {
    return versions.map(VersionRecord::indexedManifest).toList();
  }
}
