package dev.weir.resolve;

import dev.weir.cache.Stages;
import dev.weir.model.ConnectionName;
import dev.weir.model.PackageName;
import dev.weir.model.RepositoryId;
import dev.weir.storage.Key;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * Looks at all versions of a package for one part of their list, keeping no manifests. Waits for
 * the store: for the CPU pool only.
 */
final class VersionScan {
  /** Records in memory at a time; each has a manifest in it. */
  private static final int BATCH = 100;

  private final Set<ConnectionName> connections = new TreeSet<>();
  private Optional<VersionPlace> newest = Optional.empty();
  private Optional<VersionPlace> newestListed = Optional.empty();

  /** Offers all versions to {@code listing}. */
  void run(LocalVersions local, RepositoryId repository, PackageName name, VersionListing listing) {
    Optional<Key> from = Optional.empty();
    do {
      var page = Stages.await(local.versions(repository, name, from, BATCH));
      for (var entry : page.entries()) {
        VersionRecord.FORMAT.decode(entry.record()).ifPresent(record -> look(record, listing));
      }
      from = page.next();
    } while (from.isPresent());
  }

  private void look(VersionRecord record, VersionListing listing) {
    listing.offer(record);
    var place = VersionPlace.of(record);
    newest = newer(newest, place);
    newestListed = record.isListed() ? newer(newestListed, place) : newestListed;
    record.origin().match(external -> connections.add(external.connection()), internal -> false);
  }

  private static Optional<VersionPlace> newer(Optional<VersionPlace> one, VersionPlace other) {
    return one.filter(best -> VersionPlace.NEWEST_FIRST.compare(best, other) <= 0)
        .or(() -> Optional.of(other));
  }

  /** The version that came last, of those that clients are shown if there is one. */
  Optional<String> newest() {
    return newestListed.or(() -> newest).map(VersionPlace::version);
  }

  /** Connections that versions came through, in the order of their names. */
  Set<ConnectionName> connections() {
    return connections;
  }
}
