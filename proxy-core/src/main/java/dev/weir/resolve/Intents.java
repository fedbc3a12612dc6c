package dev.weir.resolve;

import dev.weir.cache.JsonRecord;
import dev.weir.storage.Expected;
import dev.weir.storage.Key;
import dev.weir.storage.RecordPage;
import dev.weir.storage.RecordStore;
import dev.weir.storage.Versioned;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Changes of several records that happen all or not at all, whenever the power goes: they are
 * written down first, done one after the other, and what was begun is finished at the next start.
 * Whoever calls this sees to it that nobody else changes the same records meanwhile.
 */
public final class Intents {
  private static final Logger LOG = LoggerFactory.getLogger(Intents.class);
  private static final int PAGE = 100;
  private static final JsonRecord<Intent> FORMAT = new JsonRecord<>(Intent.class);

  private final RecordStore ledger;
  private final NamedBlobs named;

  public Intents(LocalVersions local) {
    this.ledger = local.ledger();
    this.named = local.named();
  }

  /**
   * {@code {"v":1,"writes":[{"table":"versions","key":["local","dev","pkg","1.0.0"],"value":"…"}]}}
   *
   * @param writes in the order in which they are done
   */
  record Intent(int v, List<Write> writes) {
    Intent {
      writes = List.copyOf(writes);
    }
  }

  /** Completes when all is done; what is one record only needs no intent. */
  CompletionStage<Void> apply(List<Write> writes) {
    writes.forEach(write -> write.blob().ifPresent(named::named));
    if (writes.size() < 2) {
      return all(writes, 0);
    }
    var key = Key.of(UUID.randomUUID().toString());
    return ledger
        .put(LedgerTables.INTENTS, key, FORMAT.encode(new Intent(1, writes)), Expected.ABSENT)
        .thenCompose(written -> all(writes, 0))
        .thenCompose(done -> ledger.delete(LedgerTables.INTENTS, key, Expected.ANYTHING))
        .thenApply(deleted -> null);
  }

  /** Finishes what a crash left; to be waited for before anything else is changed. */
  public CompletionStage<Void> finish() {
    return ledger
        .scan(LedgerTables.INTENTS, Key.of(), Optional.empty(), PAGE)
        .thenCompose(
            page ->
                page.entries().isEmpty()
                    ? CompletableFuture.completedFuture(null)
                    : finish(page, 0).thenCompose(done -> finish()));
  }

  /** What an intent's record says; nothing if it cannot be read. */
  static List<Write> writes(Versioned record) {
    return FORMAT.decode(record).map(Intent::writes).orElse(List.of());
  }

  private CompletionStage<Void> finish(RecordPage page, int from) {
    if (from == page.entries().size()) {
      return CompletableFuture.completedFuture(null);
    }
    var entry = page.entries().get(from);
    var writes = writes(entry.record());
    LOG.info("finishing what a crash interrupted: writes={}", writes.size());
    return all(writes, 0)
        .thenCompose(done -> ledger.delete(LedgerTables.INTENTS, entry.key(), Expected.ANYTHING))
        .thenCompose(deleted -> finish(page, from + 1));
  }

  private CompletionStage<Void> all(List<Write> writes, int from) {
    return from == writes.size()
        ? CompletableFuture.completedFuture(null)
        : one(writes.get(from)).thenCompose(done -> all(writes, from + 1));
  }

  private CompletionStage<?> one(Write write) {
    return write
        .bytes()
        .<CompletionStage<?>>map(
            value -> ledger.put(write.where(), write.recordKey(), value, Expected.ANYTHING))
        .orElseGet(() -> ledger.delete(write.where(), write.recordKey(), Expected.ANYTHING));
  }
}
