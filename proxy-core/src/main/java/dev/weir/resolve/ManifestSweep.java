package dev.weir.resolve;

import dev.weir.cache.Stages;
import dev.weir.model.PackageName;
import dev.weir.model.RepositoryId;
import dev.weir.storage.Expected;
import dev.weir.storage.Key;
import dev.weir.storage.RecordPage;
import dev.weir.storage.Table;
import dev.weir.storage.Versioned;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Deletes manifests that no version names, which a crash left before the version was written, and
 * gives a manifest that is in its version's record, as older ones have it, a record of its own.
 * Blocks; for the upkeep thread.
 */
final class ManifestSweep {
  private static final Logger LOG = LoggerFactory.getLogger(ManifestSweep.class);
  private static final int PAGE = 1000;

  private final LocalVersions local;
  private int swept;
  private int moved;

  ManifestSweep(LocalVersions local) {
    this.local = local;
  }

  /** One pass over all versions and manifests; answers how many manifests it deleted. */
  int sweep() {
    each(LedgerTables.VERSIONS, this::move);
    each(LedgerTables.MANIFESTS, this::sweep);
    if (swept + moved > 0) {
      LOG.info("manifests put in order: swept={} moved={}", swept, moved);
    }
    return swept;
  }

  private void each(Table table, Consumer<RecordPage.Entry> look) {
    Optional<Key> from = Optional.empty();
    do {
      var page = Stages.await(local.ledger().scan(table, Key.of(), from, PAGE));
      page.entries().forEach(look);
      from = page.next();
    } while (from.isPresent());
  }

  // Out of the records of versions.

  private void move(RecordPage.Entry entry) {
    if (VersionRecord.FORMAT.decode(entry.record()).filter(ManifestSweep::isInside).isPresent()) {
      var path = path(entry.key());
      var version = entry.key().parts().get(3);
      boolean done = Stages.await(local.inTurn(path, () -> move(path, version)));
      moved += done ? 1 : 0;
    }
  }

  private static boolean isInside(VersionRecord version) {
    return version.indexedManifest().isPresent();
  }

  private CompletionStage<Boolean> move(PackagePath path, String version) {
    return local
        .held(path, version)
        .thenCompose(
            held ->
                held.filter(now -> isInside(now.record())).isEmpty()
                    ? CompletableFuture.completedFuture(false)
                    : local.put(path, held.get().record(), held.get().same()));
  }

  // Of nobody.

  private void sweep(RecordPage.Entry entry) {
    if (!Stages.await(isNamed(entry.key()))) {
      var path = path(entry.key());
      boolean done = Stages.await(local.inTurn(path, () -> delete(path, entry.key())));
      swept += done ? 1 : 0;
    }
  }

  private CompletionStage<Boolean> isNamed(Key key) {
    var version = new Key(key.parts().subList(0, 4));
    return local
        .ledger()
        .get(LedgerTables.VERSIONS, version)
        .thenApply(found -> found.filter(record -> mayName(record, key)).isPresent());
  }

  /** A record that cannot be read may name whatever it likes. */
  private static boolean mayName(Versioned record, Key key) {
    var version = VersionRecord.FORMAT.decode(record);
    return version.isEmpty()
        || version
            .flatMap(VersionRecord::apart)
            .filter(apart -> apart.revision().equals(key.parts().get(4)))
            .isPresent();
  }

  /**
   * Whoever is about to name it has the package's turn, or has written down that it will. What is
   * written down is looked at first: it may be done, by whoever has another package's turn, and is
   * then seen in the version.
   */
  private CompletionStage<Boolean> delete(PackagePath path, Key key) {
    return isBeingChanged(path)
        .thenCompose(changed -> changed ? CompletableFuture.completedFuture(true) : isNamed(key))
        .thenCompose(
            needed ->
                needed
                    ? CompletableFuture.completedFuture(false)
                    : local.ledger().delete(LedgerTables.MANIFESTS, key, Expected.ANYTHING));
  }

  /** Whether a change has begun that a crash or a full disk interrupted. */
  private CompletionStage<Boolean> isBeingChanged(PackagePath path) {
    var prefix = LocalManifests.key(path);
    return local
        .ledger()
        .scan(LedgerTables.INTENTS, Key.of(), Optional.empty(), PAGE)
        .thenApply(
            page ->
                page.next().isPresent()
                    || page.entries().stream()
                        .flatMap(entry -> Intents.writes(entry.record()).stream())
                        .anyMatch(write -> write.recordKey().startsWith(prefix)));
  }

  private static PackagePath path(Key key) {
    var parts = key.parts();
    return new PackagePath(
        RepositoryId.of(parts.get(0), parts.get(1)), new PackageName(parts.get(2)));
  }
}
