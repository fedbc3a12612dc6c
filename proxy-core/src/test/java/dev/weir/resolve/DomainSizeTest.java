package dev.weir.resolve;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.cache.CacheTables;
import dev.weir.cache.CpuPool;
import dev.weir.config.CpuSettings;
import dev.weir.config.PackagesSettings;
import dev.weir.model.DomainName;
import dev.weir.model.RepositoryId;
import dev.weir.storage.Expected;
import dev.weir.storage.Key;
import dev.weir.storage.RecordStore;
import dev.weir.storage.Store;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;

class DomainSizeTest {
  private static final DomainName LOCAL = new DomainName("local");

  private final Ledger ledger = new Ledger();
  private final Store cache = PackagesUnderTest.cache();
  private final AtomicReference<Instant> now = new AtomicReference<>(Instant.EPOCH);

  @Test
  void aBlobCountsOnceHoweverManyHaveIt() {
    add("local", "dev", "a", "1.0.0", 'a', 100);
    add("local", "store", "a", "1.0.0", 'a', 100);
    add("local", "dev", "same-as-a", "1.0.0", 'a', 100);
    add("local", "dev", "b", "1.0.0", 'b', 20);
    add("local2", "dev", "c", "1.0.0", 'c', 3);

    assertThat(size(PackagesSettings.DEFAULTS)).isEqualTo(120);
  }

  @Test
  void whatIsNotStoredOrCameFromNowhereCountsNothing() {
    ledger.add("gone", "1.0.0");
    ledger.add(
        Ledger.DEV,
        "own",
        new VersionRecord(
            1,
            "1.0.0",
            "Published",
            "",
            "own-1.0.0.tgz",
            1,
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Optional.of(new ApartManifest("revision", 1))));

    assertThat(size(PackagesSettings.DEFAULTS)).isZero();
  }

  @Test
  void noMoreVersionsAreCountedThanAllowed() {
    for (int i = 0; i < 10; i++) {
      add("local", "dev", "p" + i, "1.0.0", (char) ('0' + i), 1);
    }

    assertThat(size(settings(Duration.ZERO, 4))).isEqualTo(4);
    assertThat(size(settings(Duration.ZERO, 10))).isEqualTo(10);
  }

  @Test
  void whatWasCountedIsRememberedForAWhile() {
    var size = sizes(settings(Duration.ofMinutes(1), 1000));
    add("local", "dev", "a", "1.0.0", 'a', 100);
    assertThat(of(size)).isEqualTo(100);
    add("local", "dev", "b", "1.0.0", 'b', 20);

    assertThat(of(size)).isEqualTo(100);
    now.set(Instant.EPOCH.plusSeconds(61));
    assertThat(of(size)).isEqualTo(120);
  }

  @Test
  void betweenTwoPagesTheLaneIsFreeForOthers() throws Exception {
    addPages();
    var held = new HeldScans(ledger.records());
    var parts = onOneThread(held, PackagesSettings.DEFAULTS);

    var size = new DomainSize(parts).of(LOCAL).toCompletableFuture();
    held.asked.get(30, TimeUnit.SECONDS);
    var others = CompletableFuture.runAsync(() -> {}, parts.cpu().laneFor(parts.cpu().largeFrom()));

    others.get(30, TimeUnit.SECONDS);
    assertThat(size).isNotDone();
    held.go.complete(null);
    assertThat(size.get(30, TimeUnit.SECONDS)).isEqualTo(DomainCount.BATCH + 1);
  }

  @Test
  void whoAsksDuringACountGetsTheNumberBefore() throws Exception {
    var held = new HeldScans(ledger.records());
    var sizes =
        new DomainSize(
            PackagesUnderTest.parts(held, cache, settings(Duration.ofMinutes(1), 1000), now::get));
    assertThat(of(sizes)).isZero();
    addPages();
    now.set(Instant.EPOCH.plusSeconds(61));

    var counting = sizes.of(LOCAL).toCompletableFuture();
    held.asked.get(30, TimeUnit.SECONDS);

    assertThat(sizes.of(LOCAL).toCompletableFuture()).isCompletedWithValue(0L);
    assertThat(counting).isNotDone();
    held.go.complete(null);
    assertThat(counting.get(30, TimeUnit.SECONDS)).isEqualTo(DomainCount.BATCH + 1);
    assertThat(of(sizes)).isEqualTo(DomainCount.BATCH + 1);
  }

  private void addPages() {
    for (int i = 0; i <= DomainCount.BATCH; i++) {
      add("local", "dev", "p" + i, "1.0.0", (char) (0x10 + i), 1);
    }
  }

  private Packages.Parts onOneThread(RecordStore records, PackagesSettings settings) {
    var parts = PackagesUnderTest.parts(records, cache, settings, now::get);
    return new Packages.Parts(
        parts.local(),
        parts.keeps(),
        parts.documents(),
        parts.resolver(),
        parts.tarballs(),
        parts.assets(),
        parts.settings(),
        new CpuPool(new CpuSettings(1, 10, CpuSettings.DEFAULTS.largeFrom(), 1)),
        parts.deadlines(),
        parts.listener(),
        parts.clock());
  }

  private long size(PackagesSettings settings) {
    return of(sizes(settings));
  }

  private static long of(DomainSize size) {
    return size.of(LOCAL).toCompletableFuture().join();
  }

  private DomainSize sizes(PackagesSettings settings) {
    return new DomainSize(PackagesUnderTest.parts(ledger.records(), cache, settings, now::get));
  }

  private static PackagesSettings settings(Duration fresh, int versions) {
    var all = PackagesSettings.DEFAULTS;
    return new PackagesSettings(
        all.settle(),
        all.maxScan(),
        all.readmeMaxUnpacked(),
        all.readmeMaxEntries(),
        all.readmeMaxSize(),
        fresh,
        versions);
  }

  private void add(
      String domain, String repository, String name, String version, char blob, long length) {
    ledger.add(RepositoryId.of(domain, repository), name, Ledger.record(name, version, 1));
    var record =
        """
        {"v":1,"blob":"%s","length":%d,"storedAt":1,"usedAt":1}"""
            .formatted(Integer.toHexString(blob).repeat(64), length);
    cache
        .records()
        .put(
            CacheTables.ASSETS,
            Key.of("public:npmjs", name, "x-" + version + ".tgz"),
            record.getBytes(StandardCharsets.UTF_8),
            Expected.ANYTHING)
        .toCompletableFuture()
        .join();
  }
}
