package dev.weir.resolve;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.weir.cache.Deadlines;
import dev.weir.catalog.Catalog;
import dev.weir.catalog.CatalogException;
import dev.weir.catalog.CatalogException.Kind;
import dev.weir.catalog.CatalogSnapshot;
import dev.weir.catalog.Domain;
import dev.weir.config.PurgeSettings;
import dev.weir.config.QuotaSettings;
import dev.weir.model.DomainName;
import dev.weir.model.PackageName;
import dev.weir.model.RepositoryId;
import dev.weir.policy.OriginType;
import dev.weir.storage.Key;
import dev.weir.storage.Table;
import dev.weir.storage.memory.MemoryStore;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What becomes of a deleted repository's packages. The store answers at once unless held. */
final class PurgerTest {
  private static final Table CATALOG = new Table("catalog");
  private static final DomainName TEAM = new DomainName("team");
  private static final RepositoryId APP = RepositoryId.of("team", "app");
  private static final RepositoryId OTHER = RepositoryId.of("team", "app-2");
  private static final PackageName PKG = new PackageName("pkg");
  private static final PurgeSettings PATIENT = new PurgeSettings(4, Duration.ofMinutes(5));

  private final HeldDeletions ledger =
      new HeldDeletions(
          new MemoryStore(
                  "ledger",
                  CATALOG,
                  LedgerTables.PACKAGES,
                  LedgerTables.VERSIONS,
                  LedgerTables.INTENTS,
                  LedgerTables.MANIFESTS,
                  LedgerTables.ATTESTATIONS)
              .records());
  private final ScheduledExecutorService scheduler = Executors.newScheduledThreadPool(1);
  private final LocalVersions local = new LocalVersions(ledger);
  private Catalog catalog = open();
  private Keeps keeps = new Keeps(catalog);

  @AfterEach
  void stop() {
    scheduler.shutdownNow();
  }

  @Test
  void whatADeletedRepositoryHadIsGoneAndNothingElse() {
    start(PATIENT);
    create(APP, OTHER);
    fill(APP, 10);
    fill(OTHER, 3);

    await(catalog.deleteRepository(APP));

    assertThat(records(APP)).isZero();
    assertThat(versions(OTHER)).isEqualTo(3);
    assertThat(team().purging()).isEmpty();
    create(APP);
    assertThat(versions(APP)).isZero();
  }

  @Test
  void onlySoManyRecordsAreDeletedAtATime() {
    start(PATIENT);
    create(APP);
    fill(APP, 10);
    ledger.hold();

    await(catalog.deleteRepository(APP));
    while (ledger.held() > 0) {
      assertThat(team().purging()).isNotEmpty();
      ledger.release();
    }

    assertThat(ledger.mostHeld()).isEqualTo(4);
    assertThat(records(APP)).isZero();
    assertThat(team().purging()).isEmpty();
  }

  @Test
  void aDeletionIsAnsweredBeforeItsPackagesAreGone() {
    start(PATIENT);
    create(APP);
    fill(APP, 1);
    ledger.hold();

    assertThat(await(catalog.deleteRepository(APP)).id()).isEqualTo(APP);

    assertThat(catalog.snapshot().repository(APP)).isEmpty();
    assertThat(versions(APP)).isEqualTo(1);
  }

  @Test
  void theNextStartGoesOnWithWhatACrashLeft() {
    create(APP, OTHER);
    fill(APP, 10);
    await(catalog.deleteRepository(APP));
    assertThat(versions(APP)).isEqualTo(10);

    reopen();
    start(PATIENT);

    assertThat(records(APP)).isZero();
    reopen();
    assertThat(team().purging()).isEmpty();
    assertThat(team().repositories()).containsOnlyKeys(OTHER.repository());
  }

  @Test
  void aNewRepositoryOfTheNameWaitsUntilNothingIsLeft() {
    start(PATIENT);
    create(APP);
    fill(APP, 2);
    ledger.hold();
    await(catalog.deleteRepository(APP));

    var creating = catalog.createRepository(APP, "", List.of()).toCompletableFuture();
    assertThat(creating).isNotDone();

    ledger.releaseAll();
    await(creating);
    assertThat(records(APP)).isZero();
    assertThat(catalog.snapshot().repository(APP)).isPresent();
  }

  @Test
  void theDeletionOfTheDomainWaitsToo() {
    start(PATIENT);
    create(APP, OTHER);
    fill(APP, 2);
    fill(OTHER, 2);
    ledger.hold();
    await(catalog.deleteRepository(APP));
    await(catalog.deleteRepository(OTHER));

    var deleting = catalog.deleteDomain(TEAM).toCompletableFuture();
    assertThat(deleting).isNotDone();

    ledger.releaseAll();
    await(deleting);
    assertThat(catalog.snapshot().domains()).isEmpty();
    assertThat(records(APP) + records(OTHER)).isZero();
  }

  @Test
  void theWaitHasAnEnd() {
    start(new PurgeSettings(4, Duration.ofMillis(10)));
    create(APP);
    fill(APP, 2);
    ledger.hold();
    await(catalog.deleteRepository(APP));

    assertBeingDeleted(catalog.createRepository(APP, "", List.of()));
    assertBeingDeleted(catalog.deleteDomain(TEAM));
  }

  @Test
  void otherNamesDoNotWait() {
    start(PATIENT);
    create(APP);
    fill(APP, 2);
    ledger.hold();
    await(catalog.deleteRepository(APP));

    create(OTHER);

    assertThat(catalog.snapshot().repository(OTHER)).isPresent();
  }

  @Test
  void aLargePurgeDoesNotKeepASmallOneWaiting() {
    start(PATIENT);
    create(APP, OTHER);
    fill(APP, 40);
    fill(OTHER, 1);
    ledger.hold();
    await(catalog.deleteRepository(APP));
    await(catalog.deleteRepository(OTHER));

    for (int turns = 0; turns < 6; turns++) {
      ledger.release();
    }

    assertThat(records(OTHER)).isZero();
    assertThat(versions(APP)).isPositive();
    ledger.releaseAll();
    assertThat(records(APP)).isZero();
  }

  @Test
  void whatTheStoreWouldNotDeleteIsTriedAgainWhenSomebodyWaitsForIt() {
    start(PATIENT);
    create(APP);
    fill(APP, 10);
    ledger.fail(4);

    await(catalog.deleteRepository(APP));
    assertThat(versions(APP)).isEqualTo(10);
    create(APP);

    assertThat(records(APP)).isZero();
  }

  @Test
  void aVersionThatIsBeingKeptIsWaitedForAndDeleted() {
    start(PATIENT);
    create(APP);
    var written = new CompletableFuture<Void>();
    var keeping =
        keeps.run(
            APP, catalog.snapshot(), () -> written.thenCompose(nothing -> retain(APP, version(1))));

    await(catalog.deleteRepository(APP));
    assertThat(team().purging()).containsExactly(APP.repository());
    written.complete(null);

    await(keeping);
    assertThat(records(APP)).isZero();
    assertThat(team().purging()).isEmpty();
  }

  @Test
  void aVersionFoundBeforeTheDeletionIsNotKeptAfterIt() {
    start(PATIENT);
    create(APP);
    var seen = catalog.snapshot();
    await(catalog.deleteRepository(APP));

    assertThatThrownBy(() -> await(keep(seen))).hasCauseInstanceOf(RepositoryGoneException.class);

    create(APP);
    assertThatThrownBy(() -> await(keep(seen)))
        .as("a new repository of the same name")
        .hasCauseInstanceOf(RepositoryGoneException.class);
    assertThat(records(APP)).isZero();

    await(keep(catalog.snapshot()));
    assertThat(versions(APP)).isEqualTo(1);
  }

  @Test
  void whatIsDeletedManyTimesOverIsEmptyEachTime() {
    start(PATIENT);
    for (int i = 0; i < 50; i++) {
      create(APP);
      assertThat(records(APP)).isZero();
      fill(APP, i % 7);
      await(catalog.deleteRepository(APP));
      if (i == 0) {
        assertThat(team().repositories()).isEmpty();
      }
    }

    assertThat(records(APP)).isZero();
    assertThat(team().purging()).isEmpty();
  }

  @Test
  void closingWaitsForTheRecordsThatAreBeingDeletedOnly() {
    var purger = start(PATIENT);
    create(APP);
    fill(APP, 10);
    ledger.hold();
    await(catalog.deleteRepository(APP));

    var closing = purger.closeAsync().toCompletableFuture();
    assertThat(closing).isNotDone();
    ledger.release();

    assertThat(closing).isCompleted();
    assertThat(ledger.held()).isZero();
    assertThat(versions(APP)).isEqualTo(6);
  }

  private Purger start(PurgeSettings settings) {
    var purger =
        new Purger(catalog, local, keeps, settings, new Deadlines(scheduler, Runnable::run));
    purger.start();
    return purger;
  }

  private Catalog open() {
    var clock = InstantSource.fixed(Instant.parse("2026-03-01T12:00:00Z"));
    var opened = await(Catalog.open(ledger, CATALOG, QuotaSettings.DEFAULTS, clock));
    if (opened.snapshot().domains().isEmpty()) {
      await(opened.createDomain(TEAM));
    }
    return opened;
  }

  private void reopen() {
    catalog = open();
    keeps = new Keeps(catalog);
  }

  private void create(RepositoryId... ids) {
    for (var id : ids) {
      await(catalog.createRepository(id, "", List.of()));
    }
  }

  private void fill(RepositoryId repository, int versions) {
    for (int i = 0; i < versions; i++) {
      await(retain(repository, version(i)));
    }
  }

  private CompletionStage<Void> keep(CatalogSnapshot seen) {
    return keeps.run(APP, seen, () -> retain(APP, version(1)));
  }

  private CompletionStage<Void> retain(RepositoryId repository, VersionRecord version) {
    return local.retain(new PackagePath(repository, PKG), version, OriginType.EXTERNAL);
  }

  private Domain team() {
    return catalog.snapshot().domain(TEAM).orElseThrow();
  }

  private int versions(RepositoryId repository) {
    return await(local.of(repository, PKG)).size();
  }

  /** Of both tables. */
  private int records(RepositoryId repository) {
    var prefix = Key.of(repository.domain().value(), repository.repository().value());
    return LedgerTables.ALL.stream()
        .mapToInt(
            table -> await(ledger.scan(table, prefix, Optional.empty(), 1000)).entries().size())
        .sum();
  }

  private static VersionRecord version(int number) {
    return new VersionRecord(
        VersionRecord.VERSION,
        "1.0." + number,
        VersionRecord.PUBLISHED,
        "public:npmjs",
        "pkg-1.0." + number + ".tgz",
        0,
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.of(new ApartManifest("revision", 1)));
  }

  private static void assertBeingDeleted(CompletionStage<?> change) {
    assertThatThrownBy(() -> await(change))
        .cause()
        .isInstanceOfSatisfying(
            CatalogException.class,
            refused -> assertThat(refused.kind()).isEqualTo(Kind.BEING_DELETED));
  }

  private static <T> T await(CompletionStage<T> stage) {
    return stage.toCompletableFuture().orTimeout(20, TimeUnit.SECONDS).join();
  }
}
