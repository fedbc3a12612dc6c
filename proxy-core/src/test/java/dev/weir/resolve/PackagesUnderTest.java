package dev.weir.resolve;

import dev.weir.cache.Assets;
import dev.weir.cache.CacheListener;
import dev.weir.cache.CacheTables;
import dev.weir.cache.CpuPool;
import dev.weir.cache.Deadlines;
import dev.weir.cache.Documents;
import dev.weir.cache.Eras;
import dev.weir.cache.MemoryBudget;
import dev.weir.cache.Reachability;
import dev.weir.cache.TarballParts;
import dev.weir.cache.Tarballs;
import dev.weir.catalog.Catalog;
import dev.weir.config.CpuSettings;
import dev.weir.config.PackagesSettings;
import dev.weir.config.PackumentSettings;
import dev.weir.config.QuotaSettings;
import dev.weir.config.TarballSettings;
import dev.weir.config.UpstreamSettings;
import dev.weir.model.ConnectionName;
import dev.weir.policy.PrivateScopes;
import dev.weir.storage.RecordStore;
import dev.weir.storage.Store;
import dev.weir.storage.Table;
import dev.weir.storage.memory.MemoryStore;
import dev.weir.upstream.UpstreamClient;
import dev.weir.upstream.UpstreamRequest;
import dev.weir.upstream.UpstreamResponse;
import java.time.InstantSource;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ScheduledThreadPoolExecutor;

/** What repositories have, in memory, with origins that know of nothing. */
public final class PackagesUnderTest {
  private static final Table CATALOG = new Table("catalog");

  private PackagesUnderTest() {}

  /** Of repositories that have nothing. */
  public static Parts empty(Catalog catalog, InstantSource clock) {
    var ledger = new MemoryStore("ledger", LedgerTables.ALL.toArray(Table[]::new)).records();
    var parts = parts(catalog, ledger, cache(), PackagesSettings.DEFAULTS, clock);
    var turns =
        new PackageTurns(
            parts.local(), new Intents(parts.local()), parts.keeps(), parts.documents().eras());
    return new Parts(
        new Packages(parts),
        new PackageChanges(turns, clock),
        new VersionCopies(turns, parts.resolver(), clock));
  }

  /** What reads and what changes the same repositories. */
  public record Parts(Packages packages, PackageChanges changes, VersionCopies copies) {}

  static Store cache() {
    return new MemoryStore("cache", CacheTables.ALL.toArray(Table[]::new));
  }

  static Packages of(
      RecordStore ledger, Store cache, PackagesSettings settings, InstantSource clock) {
    return new Packages(parts(ledger, cache, settings, clock));
  }

  static Packages.Parts parts(
      RecordStore ledger, Store cache, PackagesSettings settings, InstantSource clock) {
    return parts(catalog(clock), ledger, cache, settings, clock);
  }

  static Packages.Parts parts(
      Catalog catalog,
      RecordStore ledger,
      Store cache,
      PackagesSettings settings,
      InstantSource clock) {
    var cpu = new CpuPool(CpuSettings.DEFAULTS);
    var deadlines =
        new Deadlines(
            new ScheduledThreadPoolExecutor(
                1,
                task -> {
                  var thread = new Thread(task, "test-scheduler");
                  thread.setDaemon(true);
                  return thread;
                }),
            cpu.small());
    var upstream = new Nothing();
    var local = new LocalVersions(ledger);
    var keeps = new Keeps(catalog);
    var documents =
        new Documents(
            new Documents.Parts(
                cache,
                upstream,
                new AlwaysReachable(),
                PackumentSettings.DEFAULTS,
                UpstreamSettings.DEFAULTS,
                cpu,
                deadlines,
                CacheListener.NONE,
                new Eras(),
                clock));
    var assets = new Assets(cache, clock);
    var tarballs =
        new Tarballs(
            new TarballParts(
                cache,
                assets,
                upstream,
                TarballSettings.DEFAULTS,
                UpstreamSettings.DEFAULTS,
                cpu,
                new MemoryBudget("memory.in-flight", 1 << 20),
                deadlines,
                CacheListener.NONE,
                clock));
    var resolver =
        new Resolver(
            new Resolver.Parts(
                catalog,
                PrivateScopes.NONE,
                local,
                new PublishedBlobs(cache.blobs(), CacheListener.NONE),
                new Intents(local),
                keeps,
                documents,
                tarballs,
                PackumentSettings.DEFAULTS,
                TarballSettings.DEFAULTS,
                CacheListener.NONE,
                cpu,
                clock));
    return new Packages.Parts(
        local,
        keeps,
        documents,
        resolver,
        tarballs,
        assets,
        settings,
        cpu,
        deadlines,
        CacheListener.NONE,
        clock);
  }

  static Catalog catalog(InstantSource clock) {
    var records = new MemoryStore("catalog", CATALOG).records();
    return Catalog.open(records, CATALOG, QuotaSettings.DEFAULTS, clock)
        .toCompletableFuture()
        .join();
  }

  private static final class Nothing implements UpstreamClient {
    @Override
    public CompletionStage<UpstreamResponse> fetch(UpstreamRequest request) {
      return CompletableFuture.completedFuture(new UpstreamResponse.NotFound(404));
    }

    @Override
    public CompletionStage<Void> closeAsync() {
      return CompletableFuture.completedFuture(null);
    }
  }

  private static final class AlwaysReachable implements Reachability {
    @Override
    public boolean askable(ConnectionName connection) {
      return true;
    }

    @Override
    public UpstreamResponse unasked(ConnectionName connection) {
      throw new IllegalStateException("never unasked");
    }
  }
}
