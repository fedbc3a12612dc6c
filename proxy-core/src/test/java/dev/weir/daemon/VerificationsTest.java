package dev.weir.daemon;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.weir.cache.Assets;
import dev.weir.cache.CacheListener;
import dev.weir.cache.CacheTables;
import dev.weir.cache.CpuPool;
import dev.weir.cache.Stages;
import dev.weir.config.CpuSettings;
import dev.weir.http.ServiceException;
import dev.weir.resolve.HeldScans;
import dev.weir.resolve.LedgerTables;
import dev.weir.resolve.LocalVersions;
import dev.weir.resolve.PublishedBlobs;
import dev.weir.resolve.Verification;
import dev.weir.resolve.Verification.What;
import dev.weir.storage.Expected;
import dev.weir.storage.Key;
import dev.weir.storage.Store;
import dev.weir.storage.Table;
import dev.weir.storage.memory.MemoryStore;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** One verification at a time, whose end can be seen, and none after the daemon's end. */
class VerificationsTest {
  private static final InstantSource CLOCK =
      InstantSource.fixed(Instant.parse("2026-01-01T00:00:00Z"));

  private final Store ledger = new MemoryStore("ledger", LedgerTables.ALL.toArray(Table[]::new));
  private final Store cache = new MemoryStore("cache", CacheTables.ALL.toArray(Table[]::new));
  private final HeldScans held = new HeldScans(ledger.records());
  private final Verifications verifications =
      new Verifications(
          new Verification(
              new LocalVersions(held),
              new PublishedBlobs(ledger.blobs(), CacheListener.NONE),
              new Assets(cache, CLOCK),
              new CpuPool(CpuSettings.DEFAULTS),
              (key, dropped, progress) -> Optional.empty(),
              CacheListener.NONE),
          CLOCK);

  VerificationsTest() {
    for (int i = 0; i < 101; i++) {
      Stages.await(
          ledger
              .records()
              .put(
                  LedgerTables.VERSIONS,
                  Key.of("local", "dev", "pkg", "1.0." + i),
                  new byte[] {'{', '}'},
                  Expected.ANYTHING));
    }
  }

  @Test
  void asLongAsOneRunsAnotherIsRefused() {
    assertThat(verifications.start(What.PUBLISHED).state()).isEqualTo("running");
    held.asked.join();

    assertThat(verifications.report().of()).isEmpty();
    assertThatThrownBy(() -> verifications.start(What.ALL))
        .isInstanceOfSatisfying(
            ServiceException.class, refused -> assertThat(refused.status().code()).isEqualTo(409))
        .hasMessageContaining("runs since 2026-01-01T00:00:00Z");

    held.go.complete(null);
    await().until(() -> verifications.report().state().equals("done"));
    assertThat(verifications.start(What.CACHED).what()).contains("cached");
  }

  @Test
  void theEndOfTheDaemonEndsARun() {
    verifications.start(What.PUBLISHED);
    held.asked.join();

    var closed = verifications.closeAsync();
    held.go.complete(null);

    Stages.await(closed);
    assertThat(verifications.report().state()).isEqualTo("failed");
    assertThat(verifications.report().failure()).contains("the daemon ends");
    assertThatThrownBy(() -> verifications.start(What.ALL)).isInstanceOf(ServiceException.class);
  }
}
