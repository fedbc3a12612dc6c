package dev.weir.catalog;

import static dev.weir.catalog.Fixtures.CLOCK;
import static dev.weir.catalog.Fixtures.TEAM;
import static dev.weir.catalog.Fixtures.await;
import static dev.weir.catalog.Fixtures.id;
import static dev.weir.catalog.Fixtures.name;
import static dev.weir.catalog.Fixtures.names;
import static dev.weir.catalog.Fixtures.open;
import static dev.weir.catalog.Fixtures.refusalKind;
import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.catalog.CatalogException.Kind;
import dev.weir.config.QuotaSettings;
import dev.weir.model.RepositoryName;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Changes at the same time, from one process and from several. */
final class CatalogConcurrencyTest {
  private final ExecutorService threads = Executors.newFixedThreadPool(8);

  @AfterEach
  void stop() {
    threads.shutdownNow();
  }

  @Test
  void noUpdateIsLostBetweenThreads() {
    var ledger = new FakeRecordStore(threads);
    var catalog = open(ledger);
    await(catalog.createDomain(TEAM));

    createAll(List.of(catalog), 100);

    assertThat(repositories(catalog)).hasSize(100);
    assertThat(repositories(open(ledger))).hasSize(100);
    assertThat(catalog.snapshot().epoch()).isEqualTo(102);
  }

  @Test
  void noUpdateIsLostBetweenProcesses() {
    var ledger = new FakeRecordStore(threads);
    var one = open(ledger);
    await(one.createDomain(TEAM));
    var two = open(ledger);

    createAll(List.of(one, two), 100);

    assertThat(repositories(open(ledger))).hasSize(100);
  }

  @Test
  void aSnapshotNeverGoesBack() {
    var ledger = new FakeRecordStore(threads);
    var catalog = open(ledger);
    await(catalog.createDomain(TEAM));
    var sizes = new ArrayList<Integer>();
    var changes = new ArrayList<CompletionStage<Void>>();

    for (int i = 100; i < 200; i++) {
      changes.add(
          catalog
              .createRepository(id("r" + i), "", names())
              .thenAccept(snapshot -> addSize(sizes, snapshot)));
    }
    changes.forEach(Fixtures::await);

    synchronized (sizes) {
      assertThat(sizes).hasSize(100).isSorted().doesNotHaveDuplicates();
    }
  }

  @Test
  void ofManyWhoCreateTheSameOneDoes() {
    var ledger = new FakeRecordStore(threads);
    var catalog = open(ledger);
    await(catalog.createDomain(TEAM));

    var attempts = new ArrayList<CompletionStage<CatalogSnapshot>>();
    for (int i = 0; i < 20; i++) {
      attempts.add(catalog.createRepository(id("app"), "number " + i, names()));
    }

    var refused = attempts.stream().filter(CatalogConcurrencyTest::alreadyExists).toList();
    assertThat(refused).hasSize(19);
    assertThat(repositories(catalog)).containsExactly(name("app"));
  }

  @Test
  void aLostRaceStartsOverFromWhatTheWinnerWrote() {
    var ledger = new FakeRecordStore();
    var mine = open(ledger);
    await(mine.createDomain(TEAM));
    var theirs = open(ledger);
    ledger.beforeEachWrite(once(() -> await(theirs.createRepository(id("theirs"), "", names()))));

    var snapshot = await(mine.createRepository(id("mine"), "", names()));

    assertThat(snapshot.domain(TEAM).orElseThrow().repositories())
        .containsOnlyKeys(name("mine"), name("theirs"));
  }

  @Test
  void aRaceLostToTheSameChangeIsSeenAsSuch() {
    var ledger = new FakeRecordStore();
    var mine = open(ledger);
    await(mine.createDomain(TEAM));
    var theirs = open(ledger);
    ledger.beforeEachWrite(once(() -> await(theirs.createRepository(id("app"), "", names()))));

    assertThat(refusalKind(() -> await(mine.createRepository(id("app"), "", names()))))
        .isEqualTo(Kind.ALREADY_EXISTS);
  }

  @Test
  void aDomainDeletedByAnotherProcessIsNotBroughtBack() {
    var ledger = new FakeRecordStore();
    var mine = open(ledger);
    await(mine.createDomain(TEAM));
    var theirs = open(ledger);
    ledger.beforeEachWrite(once(() -> await(theirs.deleteDomain(TEAM))));

    assertThat(refusalKind(() -> await(mine.createRepository(id("app"), "", names()))))
        .isEqualTo(Kind.UNKNOWN_DOMAIN);
    assertThat(ledger.size()).isZero();
  }

  @Test
  void endlessRacesAreGivenUp() {
    var ledger = new FakeRecordStore();
    var catalog = open(ledger);
    await(catalog.createDomain(TEAM));
    var json = ledger.json("team");
    ledger.beforeEachWrite(() -> ledger.set("team", json));

    assertThat(refusalKind(() -> await(catalog.createRepository(id("app"), "", names()))))
        .isEqualTo(Kind.CONTENDED);

    ledger.beforeEachWrite(() -> {});
    await(catalog.createRepository(id("app"), "", names()));
    assertThat(repositories(catalog)).containsExactly(name("app"));
  }

  @Test
  void nothingIsPublishedBeforeItIsPersisted() {
    Queue<Runnable> held = new ArrayDeque<>();
    var hold = new boolean[1];
    var ledger =
        new FakeRecordStore(
            task -> {
              if (hold[0]) {
                held.add(task);
              } else {
                task.run();
              }
            });
    var catalog = open(ledger);
    await(catalog.createDomain(TEAM));
    hold[0] = true;

    var change = catalog.createRepository(id("app"), "", names()).toCompletableFuture();
    held.remove().run();

    assertThat(held).as("the put that waits").hasSize(1);
    assertThat(change).isNotDone();
    assertThat(repositories(catalog)).isEmpty();

    held.remove().run();
    assertThat(change).isCompleted();
    assertThat(repositories(catalog)).containsExactly(name("app"));
  }

  @Test
  void moreWaitingChangesThanTheLimitAreRefused() {
    var silent = new boolean[1];
    var ledger = new FakeRecordStore(task -> runUnless(silent[0], task));
    var catalog = await(Catalog.open(ledger, FakeRecordStore.TABLE, QuotaSettings.DEFAULTS, CLOCK));
    silent[0] = true;
    for (int i = 0; i <= Catalog.MAX_WAITING; i++) {
      catalog.createDomain(TEAM);
    }

    assertThat(refusalKind(() -> await(catalog.createDomain(TEAM)))).isEqualTo(Kind.OVERLOADED);
  }

  private void createAll(List<Catalog> catalogs, int count) {
    var changes = new ArrayList<CompletableFuture<CatalogSnapshot>>();
    for (int i = 0; i < count; i++) {
      var id = id("r" + (100 + i));
      var catalog = catalogs.get(i % catalogs.size());
      changes.add(
          CompletableFuture.supplyAsync(() -> catalog.createRepository(id, "", names()), threads)
              .thenCompose(stage -> stage));
    }
    changes.forEach(Fixtures::await);
  }

  private static boolean alreadyExists(CompletionStage<?> change) {
    try {
      await(change);
      return false;
    } catch (CompletionException e) {
      return e.getCause() instanceof CatalogException c && c.kind() == Kind.ALREADY_EXISTS;
    }
  }

  private static void addSize(List<Integer> sizes, CatalogSnapshot snapshot) {
    synchronized (sizes) {
      sizes.add(snapshot.domain(TEAM).orElseThrow().repositories().size());
    }
  }

  private static Iterable<RepositoryName> repositories(Catalog catalog) {
    return catalog.snapshot().domain(TEAM).orElseThrow().repositories().keySet();
  }

  private static void runUnless(boolean held, Runnable task) {
    if (!held) {
      task.run();
    }
  }

  private static Runnable once(Runnable action) {
    var calls = new AtomicInteger();
    return () -> {
      if (calls.getAndIncrement() == 0) {
        action.run();
      }
    };
  }
}
