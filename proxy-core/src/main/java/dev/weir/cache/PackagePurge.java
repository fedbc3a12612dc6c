package dev.weir.cache;

import dev.weir.cache.Purged.Kept;
import dev.weir.model.ConnectionName;
import dev.weir.model.PackageName;
import dev.weir.npm.PackageIndex;
import dev.weir.storage.Expected;
import dev.weir.storage.Key;
import dev.weir.storage.RecordPage;
import dev.weir.storage.Store;
import dev.weir.storage.Table;
import dev.weir.storage.Version;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Consumer;
import java.util.function.Function;

/**
 * Drops what is stored of a package and can be fetched again: the packuments, the tarballs, and
 * what memory holds of them.
 *
 * <p>Tarballs go by the rule of the {@link Quota}: only those that the stored packument of their
 * connection still offers with the same content, through a connection that can be asked. So they go
 * before the packument does. Whoever asks after the purge has ended is given nothing from before,
 * with one exception: a tarball that was on its way stays, since its bytes were checked. Blocks;
 * one purge at a time.
 */
public final class PackagePurge {
  private static final int PAGE = 1000;

  private final Store store;
  private final Documents documents;
  private final StoredDocuments records;
  private final HotCache hot;
  private final Function<ConnectionName, Optional<String>> unaskable;

  /**
   * @param unaskable why a connection cannot be asked now, in words; empty if it can
   */
  public PackagePurge(
      Store store,
      Documents documents,
      HotCache hot,
      Function<ConnectionName, Optional<String>> unaskable) {
    this.store = store;
    this.documents = documents;
    this.records = new StoredDocuments(store.records());
    this.hot = hot;
    this.unaskable = unaskable;
  }

  /** What is to go: all versions, or one. */
  private record Meant(PackageName name, Optional<String> version) {
    boolean all() {
      return version.isEmpty();
    }

    boolean is(String other) {
      return version.isEmpty() || version.get().equals(other);
    }
  }

  /** A stored tarball of the package. */
  private record Tarball(
      AssetKey key,
      AssetRecord record,
      Version recordVersion,
      String version,
      Optional<PackageIndex> document) {
    boolean offered() {
      return document.filter(index -> Offered.in(index, key, record)).isPresent();
    }

    /** Why it could not be had again. */
    String lost() {
      var how =
          document.filter(index -> offers(index, key)).isPresent()
              ? "the stored packument of connection %s offers other content by this name"
              : "no stored packument says that connection %s still offers it";
      return how.formatted(key.connection());
    }
  }

  /** What went and what stays, while it is going on. */
  private static final class Tally {
    private final Set<String> files = new HashSet<>();
    private final List<AssetRecord> dropped = new ArrayList<>();
    private final List<Kept> kept = new ArrayList<>();
  }

  /** Purges a package, or one version of it, from what came through {@code connections}. */
  public Purged run(
      PackageName name, Optional<String> version, Collection<ConnectionName> connections) {
    var meant = new Meant(name, version);
    var tally = new Tally();
    var asked = new ArrayList<ConnectionName>();
    for (var connection : connections) {
      var reason = unaskable.apply(connection);
      tarballs(meant, connection).forEach(tarball -> settle(tarball, reason, tally));
      if (reason.isEmpty()) {
        asked.add(connection);
      }
    }
    var gone = documents(meant, asked);
    int hotEntries = hot.forget(name, key -> meant.all() || isOf(key, tally));
    long bytes = freed(tally.dropped);
    if (meant.all()) {
      bytes += gone.stream().mapToLong(DocumentRecord::storedLength).sum();
    }
    return new Purged(gone.size(), tally.dropped.size(), bytes, hotEntries, tally.kept);
  }

  /** Of one version: its tarball, and everything that is made of packuments. */
  private static boolean isOf(HotKey key, Tally tally) {
    return !key.base().isEmpty() || tally.files.contains(key.item());
  }

  private void settle(Tarball tarball, Optional<String> unaskable, Tally tally) {
    if (unaskable.isPresent()) {
      tally.kept.add(new Kept(tarball.version(), unaskable.get()));
    } else if (!tarball.offered()) {
      tally.kept.add(new Kept(tarball.version(), tarball.lost()));
    } else if (delete(tarball)) {
      tally.files.add(tarball.key().file());
      tally.dropped.add(tarball.record());
    }
  }

  /** One that is used at this moment has another version: it goes all the same. */
  private boolean delete(Tarball tarball) {
    var key = tarball.key().record();
    return Stages.await(
            store.records().delete(CacheTables.ASSETS, key, Expected.same(tarball.recordVersion())))
        || Stages.await(store.records().delete(CacheTables.ASSETS, key, Expected.ANYTHING));
  }

  private List<Tarball> tarballs(Meant meant, ConnectionName connection) {
    var document =
        Stages.await(documents.stored(new DocumentKey(connection, meant.name())))
            .map(LoadedDocument::index);
    var found = new ArrayList<Tarball>();
    scan(
        Key.of(connection.value(), meant.name().value()),
        page -> {
          for (var entry : page.entries()) {
            var key = AssetKey.of(entry.key());
            var version = version(key, document);
            AssetRecord.FORMAT
                .decode(entry.record())
                .filter(record -> meant.is(version))
                .map(
                    record -> new Tarball(key, record, entry.record().version(), version, document))
                .ifPresent(found::add);
          }
        });
    return found;
  }

  private static boolean offers(PackageIndex index, AssetKey key) {
    return index.findFile(key.file()) >= 0;
  }

  /** By the packument; of a file that it does not know, by the way in which npm names files. */
  private static String version(AssetKey key, Optional<PackageIndex> document) {
    var known = document.filter(index -> offers(index, key));
    if (known.isPresent()) {
      return known.get().version(known.get().findFile(key.file()));
    }
    var prefix = key.name().basename() + "-";
    boolean usual = key.file().startsWith(prefix) && key.file().endsWith(".tgz");
    return usual
        ? key.file().substring(prefix.length(), key.file().length() - ".tgz".length())
        : key.file();
  }

  private List<DocumentRecord> documents(Meant meant, List<ConnectionName> connections) {
    return Stages.await(
        documents.purge(
            meant.name(),
            connections,
            meant.all(),
            () -> each(connections, connection -> document(meant, connection))));
  }

  private CompletionStage<Optional<DocumentRecord>> document(
      Meant meant, ConnectionName connection) {
    var key = new DocumentKey(connection, meant.name());
    return meant.all() ? records.drop(key) : records.expire(key);
  }

  private static CompletionStage<List<DocumentRecord>> each(
      List<ConnectionName> connections,
      Function<ConnectionName, CompletionStage<Optional<DocumentRecord>>> change) {
    CompletionStage<List<DocumentRecord>> changed =
        CompletableFuture.completedFuture(new ArrayList<>());
    for (var connection : connections) {
      changed =
          changed.thenCombine(
              change.apply(connection),
              (before, one) -> {
                one.ifPresent(before::add);
                return before;
              });
    }
    return changed;
  }

  /** Deletes what no record names any more: content may have come through several connections. */
  private long freed(List<AssetRecord> dropped) {
    if (dropped.isEmpty()) {
      return 0;
    }
    var named = new BlobNames();
    scan(
        Key.of(),
        page ->
            page.entries()
                .forEach(
                    entry ->
                        AssetRecord.FORMAT
                            .decode(entry.record())
                            .ifPresent(record -> named.add(record.blob()))));
    long bytes = 0;
    for (var record : dropped) {
      boolean unnamed = !named.contains(record.blob());
      if (unnamed && Stages.await(store.blobs().delete(record.blobId()))) {
        bytes += record.length();
      }
    }
    return bytes;
  }

  private void scan(Key prefix, Consumer<RecordPage> each) {
    Table table = CacheTables.ASSETS;
    Optional<Key> from = Optional.empty();
    do {
      RecordPage page = Stages.await(store.records().scan(table, prefix, from, PAGE));
      each.accept(page);
      from = page.next();
    } while (from.isPresent());
  }
}
