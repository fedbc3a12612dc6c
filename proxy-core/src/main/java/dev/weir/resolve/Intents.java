package dev.weir.resolve;

import dev.weir.cache.JsonRecord;
import dev.weir.cache.KeyedTurns;
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
import java.util.concurrent.ConcurrentLinkedQueue;
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

  /** Begun and not finished, since the store would not; nothing else may be changed before. */
  private final ConcurrentLinkedQueue<Begun> unfinished = new ConcurrentLinkedQueue<>();

  private final KeyedTurns<String> settling = new KeyedTurns<>();

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

  private record Begun(Key key, List<Write> writes) {}

  /** Completes when all is done; what is one record only needs no intent. */
  CompletionStage<Void> apply(List<Write> writes) {
    var blobs = writes.stream().flatMap(write -> write.blob().stream()).toList();
    return named.whileNaming(blobs, () -> begin(writes));
  }

  private CompletionStage<Void> begin(List<Write> writes) {
    if (writes.size() < 2) {
      return all(writes, 0);
    }
    var begun = new Begun(Key.of(UUID.randomUUID().toString()), List.copyOf(writes));
    return ledger
        .put(
            LedgerTables.INTENTS,
            begun.key(),
            FORMAT.encode(new Intent(1, writes)),
            Expected.ABSENT)
        .thenCompose(
            written ->
                end(begun)
                    .whenComplete(
                        (done, failure) -> {
                          if (failure != null) {
                            unfinished.add(begun);
                          }
                        }));
  }

  private CompletionStage<Void> end(Begun begun) {
    return all(begun.writes(), 0)
        .thenCompose(done -> ledger.delete(LedgerTables.INTENTS, begun.key(), Expected.ANYTHING))
        .thenApply(deleted -> null);
  }

  /**
   * Completes when nothing is half done any more, and fails if the store still will not: a change
   * that is made over one which is replayed later would be lost.
   */
  CompletionStage<Void> settled() {
    return unfinished.isEmpty()
        ? CompletableFuture.completedFuture(null)
        : settling.take("", this::settle);
  }

  private CompletionStage<Void> settle() {
    var first = unfinished.peek();
    return first == null
        ? CompletableFuture.completedFuture(null)
        : named
            .whileNaming(blobs(first.writes()), () -> end(first))
            .thenCompose(
                done -> {
                  unfinished.remove(first);
                  return settle();
                });
  }

  private static List<String> blobs(List<Write> writes) {
    return writes.stream().flatMap(write -> write.blob().stream()).toList();
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

  /**
   * What an intent's record says.
   *
   * @throws IllegalStateException if it cannot be read: nothing may be changed then
   */
  static List<Write> writes(Versioned record) {
    return FORMAT
        .decode(record)
        .map(Intent::writes)
        .orElseThrow(
            () ->
                new IllegalStateException(
                    "ledger: a change that has begun cannot be read (expected: of this version)"));
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
