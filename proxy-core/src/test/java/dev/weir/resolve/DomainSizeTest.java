package dev.weir.resolve;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.cache.CacheTables;
import dev.weir.config.PackagesSettings;
import dev.weir.model.DomainName;
import dev.weir.model.RepositoryId;
import dev.weir.storage.Expected;
import dev.weir.storage.Key;
import dev.weir.storage.Store;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
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
        Ledger.DEV, "own", new VersionRecord(1, "1.0.0", "Published", "", "own-1.0.0.tgz", 1, ""));

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
