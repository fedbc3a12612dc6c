package dev.weir.storage.rocksdb;

import static dev.weir.storage.Content.buffer;
import static dev.weir.storage.Content.id;
import static dev.weir.storage.Content.random;
import static dev.weir.storage.Content.read;
import static dev.weir.storage.Content.write;
import static dev.weir.storage.Stages.await;
import static dev.weir.storage.Stages.failure;
import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.storage.BlobId;
import dev.weir.storage.BlobStore;
import dev.weir.storage.StorageClosedException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** Disk use stays within 1.5 times what lives, and a slack that has nothing to do with it. */
class ReclaimTest {
  private static final long MIB = 1 << 20;

  /** Empty logs, manifests, options, tables of keys. */
  private static final long SLACK = 8 * MIB;

  @TempDir private Path folder;
  @RegisterExtension private final OneStore opener = new OneStore();

  @Test
  void diskComesBackWhenMostBlobsAreDeleted() throws IOException {
    var store = opener.open(StoreKind.CACHE, folder);
    var blobs = store.blobs();
    var kept = fill(blobs, 300, 8);
    await(blobs.reclaim());
    var full = blobs.usage();
    assertThat(full.diskBytes()).isGreaterThan(full.liveBytes());

    var done = new AtomicBoolean();
    var reading = CompletableFuture.runAsync(() -> readUntil(done, blobs, kept));
    deleteAllBut(blobs, kept);
    await(blobs.reclaim());
    done.set(true);
    await(reading);

    assertThat(blobs.usage().liveBytes()).isLessThan(full.liveBytes() / 7);
    // A file that a reader was in when it became garbage goes when that reader is done, or with the
    // next reclaim.
    Awaitility.await()
        .atMost(Duration.ofSeconds(60))
        .pollInterval(Duration.ofSeconds(1))
        .untilAsserted(
            () -> {
              await(blobs.reclaim());
              var usage = blobs.usage();
              assertThat(usage.diskBytes())
                  .as("%s, %s", store.statistics(), files())
                  .isLessThan(usage.liveBytes() * 3 / 2 + SLACK);
            });
    assertThat(kept).allSatisfy(id -> assertThat(id(read(blobs, id))).isEqualTo(id));
  }

  @Test
  void reclaimingAfterFewDeletionsMovesLittle() throws IOException {
    var store = opener.open(StoreKind.CACHE, folder);
    var blobs = store.blobs();
    var all = fill(blobs, 60, 1);
    await(blobs.reclaim());
    var before = store.statistics();

    await(blobs.delete(all.get(0)));
    await(blobs.reclaim());

    var after = store.statistics();
    assertThat(after.get("blob-garbage-bytes")).isPositive();
    assertThat(after.get("total-blob-file-bytes")).isEqualTo(before.get("total-blob-file-bytes"));
  }

  @Test
  void blobsThatLiveStayWhereTheyWereWritten() throws IOException {
    var blobs = opener.open(StoreKind.CACHE, folder).blobs();

    // Beside the others, so that their keys overlap and tables are really merged, not just moved.
    try (var slow = await(blobs.create(Set.of()))) {
      List<String> first = List.of();
      for (int i = 0; i < 150; i++) {
        await(slow.write(buffer(random(-i, 300_000))));
        write(blobs, random(i, 600_000));
        first = first.isEmpty() ? blobFiles() : first;
      }

      assertThat(blobFiles()).hasSizeGreaterThan(first.size() + 20).containsAll(first);
    }
  }

  @Test
  void deletingEverythingGivesEverythingBack() throws IOException {
    var blobs = opener.open(StoreKind.LEDGER, folder).blobs();
    fill(blobs, 40, 1);

    deleteAllBut(blobs, List.of());
    await(blobs.reclaim());

    assertThat(blobs.usage().liveBytes()).isZero();
    assertThat(blobs.usage().diskBytes()).isLessThan(SLACK);
  }

  @Test
  void closingDoesNotWaitForALongReclaim() throws IOException {
    var store = opener.open(StoreKind.CACHE, folder);
    deleteAllBut(store.blobs(), fill(store.blobs(), 100, 2));

    var reclaiming = store.blobs().reclaim();
    await(store.closeAsync());

    assertThat(failure(reclaiming)).isInstanceOf(StorageClosedException.class);
  }

  /** What is in the folder, for whoever reads why a test failed. */
  private List<String> files() throws IOException {
    try (var files = Files.walk(folder)) {
      return files.map(file -> file.getFileName() + "=" + file.toFile().length()).sorted().toList();
    }
  }

  private List<String> blobFiles() throws IOException {
    return files().stream()
        .map(file -> file.substring(0, file.indexOf('=')))
        .filter(name -> name.endsWith(".blob"))
        .toList();
  }

  /** Writes so many MiB as blobs of 600 000 bytes; answers every {@code nth}. */
  private static List<BlobId> fill(BlobStore blobs, int mib, int nth) {
    var chosen = new ArrayList<BlobId>();
    var number = mib * MIB / 600_000;
    for (int i = 0; i < number; i++) {
      var id = write(blobs, random(i, 600_000));
      if (i % nth == 0) {
        chosen.add(id);
      }
    }
    return chosen;
  }

  private static void deleteAllBut(BlobStore blobs, List<BlobId> kept) {
    for (var blob : await(blobs.list(Optional.empty(), 10_000)).entries()) {
      if (!kept.contains(blob.id())) {
        assertThat(await(blobs.delete(blob.id()))).isTrue();
      }
    }
  }

  private static void readUntil(AtomicBoolean done, BlobStore blobs, List<BlobId> ids) {
    for (int i = 0; !done.get(); i = (i + 1) % ids.size()) {
      assertThat(id(read(blobs, ids.get(i)))).isEqualTo(ids.get(i));
    }
  }
}
