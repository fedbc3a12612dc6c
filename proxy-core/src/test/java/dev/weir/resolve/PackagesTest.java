package dev.weir.resolve;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.catalog.Catalog;
import dev.weir.config.PackagesSettings;
import dev.weir.model.ConnectionName;
import dev.weir.model.PackageName;
import dev.weir.model.RepositoryId;
import dev.weir.npm.IndexedManifest;
import dev.weir.npm.MalformedPackumentException;
import dev.weir.policy.OriginType;
import dev.weir.storage.Expected;
import dev.weir.storage.Key;
import dev.weir.storage.RecordPage;
import dev.weir.storage.RecordStore;
import dev.weir.storage.Table;
import dev.weir.storage.Version;
import dev.weir.storage.Versioned;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.junit.jupiter.api.Test;

class PackagesTest {
  private static final PackageName PKG = new PackageName("pkg");

  private final Ledger ledger = new Ledger();
  private final Catalog catalog = catalog();

  @Test
  void aListingWaitsForWhatIsBeingRetained() {
    var slow = new SlowPuts(ledger.records());
    var parts = parts(slow, PackagesSettings.DEFAULTS);
    retain(parts, Ledger.DEV);

    var listing = list(new Packages(parts));

    assertThat(listing).isNotDone();
    slow.go.complete(null);
    assertThat(listing.join().map(listed -> listed.name().value())).containsExactly("pkg");
  }

  @Test
  void aListingWaitsForWhatIsBeingRetainedButNotForEver() {
    var slow = new SlowPuts(ledger.records());
    var parts = parts(slow, settle(Duration.ofMillis(20)));
    retain(parts, Ledger.DEV);

    assertThat(list(new Packages(parts)).join().items()).isEmpty();
  }

  @Test
  void whatIsRetainedElsewhereIsNotWaitedFor() {
    var slow = new SlowPuts(ledger.records());
    var parts = parts(slow, PackagesSettings.DEFAULTS);
    var elsewhere = RepositoryId.of("local", "other");
    retain(parts, elsewhere);

    assertThat(list(new Packages(parts)).join().items()).isEmpty();
  }

  @Test
  void withoutATagTheVersionThatCameLastIsTheOneToShow() {
    ledger.add(Ledger.DEV, "pkg", Ledger.record("pkg", "2.0.0", 1));
    ledger.add(Ledger.DEV, "pkg", Ledger.record("pkg", "1.0.0", 2));
    var packages = new Packages(parts(ledger.records(), PackagesSettings.DEFAULTS));

    var found =
        packages
            .versions(Ledger.DEV, PKG, VersionQuery.ALL, Optional.empty(), 1)
            .toCompletableFuture()
            .join()
            .orElseThrow();

    assertThat(found.defaultVersion()).contains("1.0.0");
    assertThat(found.part().items()).hasSize(1);
  }

  @Test
  void aVersionWhoseNameNoKeyCanHaveIsAbsent() {
    var packages = new Packages(parts(ledger.records(), PackagesSettings.DEFAULTS));

    var path = new VersionPath(Ledger.DEV, PKG, "1.0.0\0");

    assertThat(packages.version(path).toCompletableFuture().join()).isEmpty();
  }

  @Test
  void aVersionWhoseTarballIsNowhereIsDescribedByItsManifest() {
    var sha512 = "sha512-" + "A".repeat(86) + "==";
    var record =
        """
        ,"dist":{"integrity":"%s","tarball":"https://registry.example/pkg/-/pkg-1.0.0.tgz"}"""
            .formatted(sha512);
    var parts = parts(ledger.records(), PackagesSettings.DEFAULTS);
    var version = record(record);

    var asset =
        new Packages(parts)
            .asset(new VersionPath(Ledger.DEV, PKG, "1.0.0"), version)
            .toCompletableFuture()
            .join();

    assertThat(asset.size()).isEmpty();
    assertThat(asset.hashes()).containsExactly(Map.entry("SHA-512", "00".repeat(64)));
  }

  private OwnVersion record(String dist) {
    var json = "{\"name\":\"pkg\",\"version\":\"1.0.0\"%s}".formatted(dist);
    try {
      var manifest = IndexedManifest.parse(json.getBytes(StandardCharsets.UTF_8), Optional.empty());
      var version = VersionRecord.retained(ConnectionName.PUBLIC_NPMJS, manifest, 1);
      ledger.add(Ledger.DEV, "pkg", version);
      return version.own(manifest);
    } catch (MalformedPackumentException e) {
      throw new IllegalArgumentException(json, e);
    }
  }

  private static CompletableFuture<Listed<ListedPackage, String>> list(Packages packages) {
    return packages.list(Ledger.DEV, PackageQuery.ALL, "", 10).toCompletableFuture();
  }

  private void retain(Packages.Parts parts, RepositoryId repository) {
    parts
        .keeps()
        .run(
            repository,
            catalog.snapshot(),
            () ->
                parts
                    .local()
                    .retain(
                        new PackagePath(repository, PKG),
                        Ledger.record("pkg", "1.0.0", 1),
                        OriginType.EXTERNAL));
  }

  private static Catalog catalog() {
    var catalog = PackagesUnderTest.catalog(InstantSource.system());
    catalog.createDomain(Ledger.DEV.domain(), null, Map.of()).toCompletableFuture().join();
    for (var name : List.of("dev", "other")) {
      var id = RepositoryId.of("local", name);
      catalog.createRepository(id, "", List.of()).toCompletableFuture().join();
    }
    return catalog;
  }

  private Packages.Parts parts(RecordStore ledger, PackagesSettings settings) {
    return PackagesUnderTest.parts(
        catalog, ledger, PackagesUnderTest.cache(), settings, InstantSource.system());
  }

  private static PackagesSettings settle(Duration settle) {
    var all = PackagesSettings.DEFAULTS;
    return new PackagesSettings(
        settle,
        all.maxScan(),
        all.readmeMaxUnpacked(),
        all.readmeMaxEntries(),
        all.readmeMaxSize(),
        all.sizeFresh(),
        all.sizeMaxVersions());
  }

  /** A ledger that writes nothing until it is told to go. */
  private static final class SlowPuts implements RecordStore {
    private final RecordStore store;
    private final CompletableFuture<Void> go = new CompletableFuture<>();

    SlowPuts(RecordStore store) {
      this.store = store;
    }

    @Override
    public CompletionStage<Optional<Versioned>> get(Table table, Key key) {
      return store.get(table, key);
    }

    @Override
    public CompletionStage<Optional<Version>> put(
        Table table, Key key, byte[] value, Expected expected) {
      return go.thenCompose(nothing -> store.put(table, key, value, expected));
    }

    @Override
    public CompletionStage<Boolean> delete(Table table, Key key, Expected expected) {
      return store.delete(table, key, expected);
    }

    @Override
    public CompletionStage<RecordPage> scan(
        Table table, Key prefix, Optional<Key> from, int limit) {
      return store.scan(table, prefix, from, limit);
    }
  }
}
