package dev.weir.resolve;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dev.weir.cache.AssetKey;
import dev.weir.cache.AssetRecord;
import dev.weir.cache.Assets;
import dev.weir.cache.Coalescer;
import dev.weir.cache.CpuPool;
import dev.weir.cache.Stages;
import dev.weir.config.PackagesSettings;
import dev.weir.model.DomainName;
import dev.weir.model.PackageName;
import dev.weir.storage.BlobId;
import dev.weir.storage.Key;
import dev.weir.storage.RecordPage;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/**
 * The bytes of a domain's tarballs that are stored, each counted once however many repositories
 * have it. Counted on the CPU pool's lane for large documents, and remembered for a while.
 */
final class DomainSize {
  private static final int BATCH = 1000;

  /** Domains whose size is remembered; as many as there can be by default. */
  private static final int DOMAINS = 1000;

  private final LocalVersions local;
  private final Assets assets;
  private final PackagesSettings settings;
  private final CpuPool cpu;
  private final InstantSource clock;
  private final Coalescer<DomainName, Long> counting = new Coalescer<>(() -> {});
  private final Cache<DomainName, Counted> known =
      Caffeine.newBuilder().maximumSize(DOMAINS).executor(Runnable::run).build();

  private record Counted(long bytes, Instant until) {}

  /** Of a SHA-512 as much as tells blobs apart, for a set of very many. */
  private record Prefix(long first, long second) {
    static Prefix of(BlobId blob) {
      var bytes = ByteBuffer.wrap(blob.bytes());
      return new Prefix(bytes.getLong(), bytes.getLong());
    }
  }

  DomainSize(Packages.Parts parts) {
    this.local = parts.local();
    this.assets = parts.assets();
    this.settings = parts.settings();
    this.cpu = parts.cpu();
    this.clock = parts.clock();
  }

  CompletionStage<Long> of(DomainName domain) {
    var counted = known.getIfPresent(domain);
    return counted != null && clock.instant().isBefore(counted.until())
        ? CompletableFuture.completedFuture(counted.bytes())
        : counting.join(domain, () -> counted(domain));
  }

  private CompletionStage<Long> counted(DomainName domain) {
    return CompletableFuture.supplyAsync(() -> count(domain), cpu.laneFor(cpu.largeFrom()))
        .whenComplete(
            (bytes, failure) -> {
              if (failure == null) {
                known.put(domain, new Counted(bytes, clock.instant().plus(settings.sizeFresh())));
              }
            });
  }

  private long count(DomainName domain) {
    var seen = new HashSet<Prefix>();
    long bytes = 0;
    int left = settings.sizeMaxVersions();
    Optional<Key> from = Optional.empty();
    do {
      var page = Stages.await(local.versions(domain, from, Math.min(left, BATCH)));
      bytes += count(page, seen);
      left -= page.entries().size();
      from = page.next();
    } while (from.isPresent() && left > 0);
    return bytes;
  }

  private long count(RecordPage page, Set<Prefix> seen) {
    long bytes = 0;
    for (var entry : page.entries()) {
      var key = tarball(entry);
      var asset =
          key.isEmpty() ? Optional.<AssetRecord>empty() : Stages.await(assets.record(key.get()));
      if (asset.isPresent() && seen.add(Prefix.of(asset.get().blobId()))) {
        bytes += asset.get().length();
      }
    }
    return bytes;
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
                Optional::empty);
  }
}
