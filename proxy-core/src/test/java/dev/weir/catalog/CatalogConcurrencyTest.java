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
import dev.weir.model.DomainName;
import dev.weir.model.RepositoryId;
import dev.weir.model.RepositoryName;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
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
  void ofManyWhoExpectTheSameRevisionExactlyOneWins() {
    var ledger = new FakeRecordStore(threads);
    var one = open(ledger);
    await(one.createDomain(TEAM));
    await(one.change(TEAM, domain -> domain.putPolicy(policy("first"), null)));
    var two = open(ledger);

    var puts = new ArrayList<CompletionStage<Change>>();
    for (int i = 0; i < 40; i++) {
      var catalog = i % 2 == 0 ? one : two;
      var mine = policy("r" + i);
      puts.add(
          CompletableFuture.supplyAsync(
                  () -> catalog.change(TEAM, domain -> domain.putPolicy(mine, "first")), threads)
              .thenCompose(stage -> stage));
    }
    var lost = puts.stream().filter(put -> refusedFor(put, Kind.REVISION_MISMATCH)).toList();
    var won = puts.stream().filter(put -> !lost.contains(put)).toList();

    assertThat(won).hasSize(1);
    assertThat(await(won.get(0)).before().policy()).contains(policy("first"));
    assertThat(open(ledger).snapshot().domain(TEAM).orElseThrow().policy())
        .isEqualTo(await(won.get(0)).after().policy());
  }

  @Test
  void aDeletedPolicyIsAnsweredToExactlyOne() {
    var ledger = new FakeRecordStore(threads);
    var catalog = open(ledger);
    await(catalog.createDomain(TEAM));
    await(catalog.change(TEAM, domain -> domain.putPolicy(policy("first"), null)));

    var deletions = new ArrayList<CompletionStage<Change>>();
    for (int i = 0; i < 20; i++) {
      deletions.add(catalog.change(TEAM, domain -> domain.deletePolicy(null)));
    }

    var done = deletions.stream().filter(d -> !refusedFor(d, Kind.NO_POLICY)).toList();
    assertThat(done).hasSize(1);
    assertThat(await(done.get(0)).before().policy()).contains(policy("first"));
  }

  @Test
  void tagsUpstreamsAndDescriptionsOfManyWritersAllCount() {
    var ledger = new FakeRecordStore(threads);
    var one = open(ledger);
    await(one.createDomain(TEAM));
    await(one.createRepository(id("app"), "", names()));
    createAll(List.of(one), 10);
    var two = open(ledger);

    var changes = new ArrayList<CompletionStage<Change>>();
    for (int i = 0; i < 60; i++) {
      var catalog = i % 2 == 0 ? one : two;
      var number = i;
      changes.add(
          CompletableFuture.supplyAsync(
                  () -> catalog.change(TEAM, domain -> changed(domain, number)), threads)
              .thenCompose(stage -> stage));
    }
    changes.forEach(Fixtures::await);

    var team = open(ledger).snapshot().domain(TEAM).orElseThrow();
    assertThat(team.tags()).hasSize(20);
    assertThat(team.existing(name("app")).tags()).hasSize(20);
    assertThat(team.existing(name("app")).upstreams())
        .containsExactlyInAnyOrderElementsOf(
            team.repositories().keySet().stream()
                .filter(repository -> repository.value().startsWith("r"))
                .toList());
  }

  /** One of three things, by turns; each adds one and keeps what is there. */
  private static Domain changed(Domain domain, int number) {
    var tag = Map.of("k" + number, "");
    return switch (number % 3) {
      case 0 -> domain.tag(tag);
      case 1 -> domain.tag(name("app"), tag);
      default -> {
        var upstreams = new ArrayList<>(domain.existing(name("app")).upstreams());
        var added = name("r" + (100 + number / 3 % 10));
        if (!upstreams.contains(added)) {
          upstreams.add(added);
        }
        yield domain.updateUpstreams(name("app"), upstreams);
      }
    };
  }

  @Test
  void aListingIsSortedAndStandsStillWhileTheCatalogChanges() {
    var ledger = new FakeRecordStore(threads);
    var catalog = open(ledger);
    for (int d = 100; d < 200; d++) {
      await(catalog.createDomain(new DomainName("domain-" + d)));
    }
    var all = ids(100, 200);
    var changes = new ArrayList<CompletionStage<?>>();
    for (var id : all) {
      changes.add(catalog.createRepository(id, "", names()));
    }
    var seen = new ArrayList<List<RepositoryId>>();
    while (listing(catalog.snapshot()).size() < all.size()) {
      var snapshot = catalog.snapshot();
      var first = listing(snapshot);
      assertThat(first).isSorted().isEqualTo(listing(snapshot));
      seen.add(first);
    }
    changes.forEach(Fixtures::await);

    assertThat(listing(catalog.snapshot())).isEqualTo(all);
    assertThat(seen).allSatisfy(listing -> assertThat(all).containsAll(listing));
  }

  private static List<RepositoryId> ids(int from, int to) {
    return IntStream.range(from, to)
        .boxed()
        .flatMap(
            d -> IntStream.range(10, 20).mapToObj(r -> RepositoryId.of("domain-" + d, "r" + r)))
        .toList();
  }

  private static List<RepositoryId> listing(CatalogSnapshot snapshot) {
    return snapshot.domains().stream()
        .flatMap(domain -> domain.repositories().values().stream())
        .map(Repository::id)
        .toList();
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
    return refusedFor(change, Kind.ALREADY_EXISTS);
  }

  private static boolean refusedFor(CompletionStage<?> change, Kind kind) {
    try {
      await(change);
      return false;
    } catch (CompletionException e) {
      return e.getCause() instanceof CatalogException c && c.kind() == kind;
    }
  }

  private static ResourcePolicy policy(String revision) {
    return new ResourcePolicy("{}", revision);
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
