package dev.weir.system;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.cache.CacheListener;
import dev.weir.cache.CacheTables;
import dev.weir.cache.Stages;
import dev.weir.resolve.LedgerTables;
import dev.weir.resolve.LocalVersions;
import dev.weir.resolve.PublishedBlobs;
import dev.weir.resolve.PublishedSweep;
import dev.weir.storage.BlobPage;
import dev.weir.storage.Key;
import dev.weir.storage.RecordPage;
import dev.weir.storage.Table;
import dev.weir.storage.rocksdb.RocksSettings;
import dev.weir.storage.rocksdb.RocksStores;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.json.JsonMapper;

/**
 * Kills a daemon at a random moment while the versions of two packages are published, attested,
 * tagged, archived, disposed of, copied and deleted, of both at the same time, round after round on
 * one data folder. What was answered is there and whole; what was not is there whole or not at all;
 * nothing is left over.
 */
class PublishKillIT {
  /** A round starts a daemon twice; {@code .ci/long} asks for ten times as many. */
  private static final int ROUNDS = Integer.getInteger("weir.publish.kill.rounds", 20);

  private static final long SEED = 20261128;
  private static final int MANY = 100_000;

  @TempDir private Path data;

  @Test
  @Timeout(value = 90, unit = TimeUnit.MINUTES)
  void whatWasAnsweredIsThereAndTheRestIsWholeOrNotThere() {
    var random = new Random(SEED);
    var one = new ChangedPackage("@kill/one");
    var other = new ChangedPackage("@kill/other");
    for (int round = 0; round < ROUNDS; round++) {
      try (var weir = serve()) {
        changeUntilKilled(weir, one, other, random);
      }
      try (var weir = serve()) {
        one.check(weir.registry());
        other.check(weir.registry());
        assertThat(weir.terminate()).isZero();
      }
    }
    assertThat(one.answered() + other.answered()).isGreaterThan(3 * ROUNDS);
    assertNothingIsLeftOver();
  }

  /** Two intents are in flight when it comes, of which a start finishes both. */
  private static void changeUntilKilled(
      WeirProcess weir, ChangedPackage one, ChangedPackage other, Random random) {
    var registry = weir.registry();
    one.change(registry, random);
    other.change(registry, random);
    var changes =
        CompletableFuture.allOf(
            changes(one, registry, new Random(random.nextLong())),
            changes(other, registry, new Random(random.nextLong())));
    CompletableFuture.runAsync(
            weir::close,
            CompletableFuture.delayedExecutor(random.nextInt(1000), TimeUnit.MILLISECONDS))
        .join();
    changes.join();
  }

  private static CompletableFuture<Void> changes(
      ChangedPackage changed, String registry, Random random) {
    return CompletableFuture.runAsync(
        () -> changed.changeUntilKilled(registry, random), command -> new Thread(command).start());
  }

  /** After a sweep there are the blobs and manifests that versions name, and no others. */
  private void assertNothingIsLeftOver() {
    var stores =
        RocksStores.open(
            data.resolve("data"), RocksSettings.DEFAULT, LedgerTables.ALL, CacheTables.ALL);
    try {
      var ledger = stores.ledger();
      var local = new LocalVersions(ledger.records());
      var published = new PublishedBlobs(ledger.blobs(), CacheListener.NONE);
      // Whatever was committed up to now is old enough.
      var later = InstantSource.fixed(Instant.now().plusSeconds(60));
      new PublishedSweep(ledger, local, published, Duration.ZERO, CacheListener.NONE, later)
          .sweep();

      var named = named(stores);
      assertThat(manifests(stores)).isEqualTo(namedManifests(stores));
      var blobs = Stages.await(ledger.blobs().list(Optional.empty(), MANY));
      assertThat(blobs.entries())
          .extracting(blob -> blob.id().hex())
          .containsExactlyInAnyOrderElementsOf(named);
      assertThat(ledger.blobs().usage().blobs()).isEqualTo(named.size());
      assertThat(ledger.blobs().usage().liveBytes())
          .isEqualTo(blobs.entries().stream().mapToLong(BlobPage.Entry::length).sum());
      assertThat(keys(stores, LedgerTables.VERSIONS))
          .containsAll(keys(stores, LedgerTables.ATTESTATIONS));
      var intents = ledger.records().scan(LedgerTables.INTENTS, Key.of(), Optional.empty(), MANY);
      assertThat(Stages.await(intents).entries()).isEmpty();
    } finally {
      Stages.await(stores.closeAsync());
    }
  }

  private static Set<Key> manifests(RocksStores stores) {
    return all(stores, LedgerTables.MANIFESTS).stream()
        .map(RecordPage.Entry::key)
        .collect(Collectors.toSet());
  }

  private static Set<Key> namedManifests(RocksStores stores) {
    var named = new HashSet<Key>();
    for (var entry : all(stores, LedgerTables.VERSIONS)) {
      var record = JsonMapper.shared().readTree(entry.record().value());
      var key = new ArrayList<>(entry.key().parts());
      key.add(record.path("apart").path("revision").asString(""));
      named.add(new Key(key));
    }
    return named;
  }

  private static List<RecordPage.Entry> all(RocksStores stores, Table table) {
    var all = new ArrayList<RecordPage.Entry>();
    Optional<Key> from = Optional.empty();
    do {
      var page = Stages.await(stores.ledger().records().scan(table, Key.of(), from, MANY));
      all.addAll(page.entries());
      from = page.next();
    } while (from.isPresent());
    return all;
  }

  private static Set<String> named(RocksStores stores) {
    var named = new HashSet<String>();
    for (var entry : all(stores, LedgerTables.VERSIONS)) {
      var record = JsonMapper.shared().readTree(entry.record().value());
      if (!record.path("published").isMissingNode() && !record.path("published").isNull()) {
        named.add(record.path("published").path("blob").asString(""));
      }
    }
    return named;
  }

  private static List<Key> keys(RocksStores stores, Table table) {
    return all(stores, table).stream().map(RecordPage.Entry::key).toList();
  }

  private WeirProcess serve() {
    return WeirProcess.serve(
        "--port=0",
        "--data=" + data.resolve("data"),
        "--set=storage.min-free=16MiB",
        "--set=private-scopes=@kill");
  }
}
