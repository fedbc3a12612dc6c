package dev.weir.resolve;

import dev.weir.cache.AssetKey;
import dev.weir.cache.AssetRecord;
import dev.weir.cache.Assets;
import dev.weir.model.DomainName;
import dev.weir.model.PackageName;
import dev.weir.storage.BlobId;
import dev.weir.storage.Key;
import dev.weir.storage.RecordPage;
import java.nio.ByteBuffer;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;

/** One count of the bytes of a domain's stored tarballs, each blob once. */
final class DomainCount {
  /** Versions in a page, and their tarballs' records that are read at the same time. */
  static final int BATCH = 100;

  private final LocalVersions local;
  private final Assets assets;
  private final Set<Prefix> seen = new HashSet<>();
  private int left;
  private long bytes;

  /** Of a SHA-512 as much as tells blobs apart, for a set of very many. */
  private record Prefix(long first, long second) {
    static Prefix of(BlobId blob) {
      var bytes = ByteBuffer.wrap(blob.bytes());
      return new Prefix(bytes.getLong(), bytes.getLong());
    }
  }

  /**
   * @param most versions to count, at most
   */
  DomainCount(LocalVersions local, Assets assets, int most) {
    this.local = local;
    this.assets = assets;
    this.left = most;
  }

  /** Counts, a page to a task of {@code executor}. */
  CompletionStage<Long> of(DomainName domain, Executor executor) {
    return PageWalk.over(from -> page(domain, from), this::look, executor)
        .thenApply(nothing -> bytes);
  }

  private CompletionStage<RecordPage> page(DomainName domain, Optional<Key> from) {
    return local.versions(domain, from, Math.min(left, BATCH));
  }

  private CompletionStage<Boolean> look(RecordPage page) {
    page.entries().stream().flatMap(entry -> published(entry).stream()).forEach(this::add);
    var records =
        page.entries().stream()
            .flatMap(entry -> tarball(entry).stream())
            .distinct()
            .map(key -> assets.record(key).toCompletableFuture())
            .toList();
    left -= page.entries().size();
    return CompletableFuture.allOf(records.toArray(CompletableFuture[]::new))
        .thenApply(
            nothing -> {
              records.forEach(record -> record.join().ifPresent(this::add));
              return left > 0;
            });
  }

  private void add(AssetRecord asset) {
    add(asset.blobId(), asset.length());
  }

  private void add(PublishedAsset asset) {
    add(asset.blobId(), asset.length());
  }

  private void add(BlobId blob, long length) {
    if (seen.add(Prefix.of(blob))) {
      bytes += length;
    }
  }

  private static Optional<PublishedAsset> published(RecordPage.Entry entry) {
    return VersionRecord.FORMAT
        .decode(entry.record())
        .filter(VersionRecord::isServed)
        .flatMap(VersionRecord::published);
  }

  private static Optional<AssetKey> tarball(RecordPage.Entry entry) {
    var parts = entry.key().parts();
    var name = PackageName.parse(parts.get(parts.size() - 2));
    var record = VersionRecord.FORMAT.decode(entry.record());
    return name.isEmpty() || record.isEmpty()
        ? Optional.empty()
        : record
            .get()
            .origin()
            .match(
                external ->
                    Optional.of(
                        new AssetKey(external.connection(), name.get(), record.get().file())),
                internal -> Optional.empty());
  }
}
