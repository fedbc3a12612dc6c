package dev.weir.resolve;

import dev.weir.cache.CacheListener;
import dev.weir.cache.Eras;
import dev.weir.npm.PackageIndex;
import java.time.InstantSource;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Writes down which retained versions their origin has removed, while it still has the package:
 * they are not offered any more, but a lockfile may still ask for them. A package that is gone as a
 * whole is no such news: then what is retained is shown as before, but for what was removed
 * earlier.
 */
final class Removals {
  private static final Logger LOG = LoggerFactory.getLogger(Removals.class);

  /** Marks under way; more than so many wait until they are noticed again. */
  private static final int MOST = 1000;

  private final LocalVersions local;
  private final Eras eras;
  private final CacheListener listener;
  private final InstantSource clock;
  private final Set<VersionPath> underWay = ConcurrentHashMap.newKeySet();

  Removals(LocalVersions local, Eras eras, CacheListener listener, InstantSource clock) {
    this.local = local;
    this.eras = eras;
    this.listener = listener;
    this.clock = clock;
  }

  /**
   * Whether the origin that a version came from offers it no more. What was noted holds until a
   * document offers the version again.
   *
   * @param document what the origin has; empty if it has nothing, or nobody knows
   */
  static boolean isRemoved(VersionRecord version, Optional<PackageIndex> document) {
    if (version.isOurs()) {
      return false;
    } else if (document.isEmpty() || document.get().find(version.version()) >= 0) {
      return document.isEmpty() && version.removedAt().isPresent();
    }
    return version.removedAt().isPresent() || !document.get().hidesVersions();
  }

  /** Notes what was found, if it is news; nobody waits for it. */
  void note(PackagePath path, VersionRecord version, boolean removed) {
    var key = new VersionPath(path.repository(), path.name(), version.version());
    if (version.removedAt().isPresent() == removed
        || underWay.size() >= MOST
        || !underWay.add(key)) {
      return;
    }
    local
        .inTurn(path, () -> write(path, version.version(), removed))
        .whenComplete(
            (done, failure) -> {
              underWay.remove(key);
              if (failure != null) {
                LOG.warn("removal not noted: version={}", key, failure);
              }
            });
  }

  private CompletionStage<Void> write(PackagePath path, String version, boolean removed) {
    return local
        .held(path, version)
        .thenCompose(
            held ->
                held.filter(h -> h.record().removedAt().isPresent() != removed).isPresent()
                    ? write(path, held.get(), removed)
                    : CompletableFuture.completedFuture(null));
  }

  private CompletionStage<Void> write(PackagePath path, Held<VersionRecord> held, boolean removed) {
    var since = removed ? Optional.of(clock.millis()) : Optional.<Long>empty();
    return local
        .put(path, held.record().removed(since), held.same())
        .thenAccept(
            put -> {
              if (put && removed) {
                listener.removed();
                LOG.warn(
                    "removed by its origin, still retained: repository={} package={} version={}"
                        + " connection={}",
                    path.repository(),
                    path.name(),
                    held.record().version(),
                    held.record().connection());
                eras.end(path.name());
              }
            });
  }
}
