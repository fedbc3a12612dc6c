package dev.weir.storage;

import static dev.weir.storage.Content.buffer;
import static dev.weir.storage.Content.bytes;
import static dev.weir.storage.Content.digest;
import static dev.weir.storage.Content.id;
import static dev.weir.storage.Content.random;
import static dev.weir.storage.Content.read;
import static dev.weir.storage.Content.write;
import static dev.weir.storage.Stages.await;
import static dev.weir.storage.Stages.failure;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What every blob store keeps. A backend's test extends this and says how to open one. */
public abstract class BlobStoreContract {
  private static final int CHUNK = 256 * 1024;

  protected Store store;
  protected BlobStore blobs;

  /** An empty store, which the subclass closes after the test, whether or not the test did. */
  protected abstract Store open() throws Exception;

  @BeforeEach
  void openStore() throws Exception {
    store = open();
    blobs = store.blobs();
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 1000, CHUNK - 1, CHUNK, CHUNK + 1, 3 * CHUNK, 1_000_003})
  void whatIsWrittenIsReadBack(int length) {
    var content = random(length, length);

    var id = write(blobs, content);

    assertThat(id).isEqualTo(id(content));
    assertThat(read(blobs, id)).isEqualTo(content);
    assertThat(blobs.usage().blobs()).isEqualTo(1);
    assertThat(blobs.usage().liveBytes()).isEqualTo(length);
  }

  @Test
  void piecesOfAnySizeMakeOneBlob() {
    var content = random(1, 2_000_000);
    var sizes = new Random(2);

    try (var writer = await(blobs.create(Set.of()))) {
      for (int at = 0; at < content.length; ) {
        var end = Math.min(content.length, at + sizes.nextInt(300_000));
        await(writer.write(buffer(Arrays.copyOfRange(content, at, end))));
        at = end;
        assertThat(writer.written()).isEqualTo(at);
      }
      await(writer.commit(ExpectedContent.ANY));
    }

    assertThat(read(blobs, id(content))).isEqualTo(content);
  }

  @Test
  void readsBeginAnywhere() {
    var content = random(3, 700_000);
    var id = write(blobs, content);
    var random = new Random(4);

    try (var reader = await(blobs.open(id)).orElseThrow()) {
      assertThat(reader.id()).isEqualTo(id);
      assertThat(reader.length()).isEqualTo(content.length);
      for (int i = 0; i < 100; i++) {
        var offset = random.nextInt(content.length);
        var max = 1 + random.nextInt(400_000);

        var part = bytes(reader.read(offset, max));

        assertThat(part).hasSizeBetween(1, max);
        assertThat(part).isEqualTo(Arrays.copyOfRange(content, offset, offset + part.length));
      }
    }
  }

  @Test
  void readAtTheEndIsEmptyAndBeyondItFails() {
    var id = write(blobs, random(5, 1000));

    try (var reader = await(blobs.open(id)).orElseThrow()) {
      assertThat(bytes(reader.read(1000, 10))).isEmpty();
      assertThat(bytes(reader.read(999, 10))).hasSize(1);
      assertThat(failure(reader.read(1001, 10))).isInstanceOf(IllegalArgumentException.class);
      assertThat(failure(reader.read(-1, 10))).isInstanceOf(IllegalArgumentException.class);
      assertThat(failure(reader.read(0, 0))).isInstanceOf(IllegalArgumentException.class);
    }
  }

  @Test
  void blobThatIsNotThereIsNotOpened() {
    assertThat(await(blobs.open(id(random(6, 10))))).isEmpty();
  }

  @Test
  void nobodySeesABlobBeforeItsCommit() {
    var content = random(7, 600_000);
    try (var writer = await(blobs.create(Set.of()))) {
      await(writer.write(buffer(content)));

      assertThat(await(blobs.open(id(content)))).isEmpty();
      assertThat(blobs.usage().blobs()).isZero();
      assertThat(await(blobs.list(Optional.empty(), 10)).entries()).isEmpty();
    }
    assertThat(await(blobs.open(id(content)))).isEmpty();
  }

  @Test
  void whatIsWrittenCanBeReadBeforeAndAfterTheCommit() {
    var content = random(8, 600_000);
    try (var writer = await(blobs.create(Set.of()))) {
      await(writer.write(buffer(Arrays.copyOf(content, 100))));
      assertThat(bytes(writer.read(0, 1000))).isEqualTo(Arrays.copyOf(content, 100));
      assertThat(bytes(writer.read(100, 1000))).isEmpty();
      assertThat(failure(writer.read(101, 1))).isInstanceOf(IllegalArgumentException.class);

      await(writer.write(buffer(Arrays.copyOfRange(content, 100, content.length))));
      assertThat(readAll(writer)).isEqualTo(content);

      await(writer.commit(ExpectedContent.ANY));
      assertThat(readAll(writer)).isEqualTo(content);
    }
  }

  @Test
  void writerReadsOnAlthoughItsBlobIsDeleted() {
    var content = random(9, 600_000);
    try (var writer = await(blobs.create(Set.of()))) {
      await(writer.write(buffer(content)));
      var id = await(writer.commit(ExpectedContent.ANY));

      assertThat(await(blobs.delete(id))).isTrue();

      assertThat(readAll(writer)).isEqualTo(content);
    }
  }

  @Test
  void closedWriterReadsAndWritesNoMore() {
    var writer = await(blobs.create(Set.of()));
    await(writer.write(buffer(random(10, 10))));

    writer.close();
    writer.close();

    assertThat(failure(writer.read(0, 1))).isInstanceOf(IllegalStateException.class);
    assertThat(failure(writer.write(buffer(random(10, 10)))))
        .isInstanceOf(IllegalStateException.class);
    assertThat(failure(writer.commit(ExpectedContent.ANY)))
        .isInstanceOf(IllegalStateException.class);
  }

  @Test
  void commitEndsTheWriting() {
    try (var writer = await(blobs.create(Set.of()))) {
      await(writer.commit(ExpectedContent.ANY));

      assertThat(failure(writer.write(buffer(random(11, 10)))))
          .isInstanceOf(IllegalStateException.class);
      assertThat(failure(writer.commit(ExpectedContent.ANY)))
          .isInstanceOf(IllegalStateException.class);
    }
  }

  @ParameterizedTest
  @EnumSource(DigestAlgorithm.class)
  void everyDigestIsChecked(DigestAlgorithm algorithm) {
    var content = random(12, 300_000);
    var right = Set.of(digest(algorithm, content));
    var wrong = Set.of(digest(algorithm, random(13, 10)));

    for (var declared : List.of(Set.<DigestAlgorithm>of(), Set.of(algorithm))) {
      assertThat(failure(commit(content, declared, OptionalLong.empty(), wrong)))
          .isInstanceOf(IntegrityException.class);
      assertThat(await(blobs.open(id(content)))).isEmpty();
      assertThat(blobs.usage().blobs()).isZero();
      assertThat(blobs.usage().liveBytes()).isZero();

      assertThat(await(commit(content, declared, OptionalLong.empty(), right)))
          .isEqualTo(id(content));
      assertThat(await(blobs.delete(id(content)))).isTrue();
    }
  }

  @Test
  void allDigestsAndTheLengthMustMatch() {
    var content = random(14, 1000);
    var sha1 = digest(DigestAlgorithm.SHA1, content);
    var other = digest(DigestAlgorithm.SHA256, random(15, 10));

    assertThat(failure(commit(content, Set.of(), OptionalLong.of(1000), Set.of(sha1, other))))
        .isInstanceOf(IntegrityException.class);
    assertThat(await(commit(content, Set.of(), OptionalLong.of(1000), Set.of(sha1))))
        .isEqualTo(id(content));
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 999, 400_000})
  void truncatedContentLeavesNothing(int arrived) {
    var content = random(16, arrived);

    var failure = failure(commit(content, Set.of(), OptionalLong.of(1_000_000), Set.of()));

    assertThat(failure).isInstanceOf(IntegrityException.class);
    assertThat(failure).hasMessageContaining("1000000").hasMessageContaining("" + arrived);
    assertThat(await(blobs.open(id(content)))).isEmpty();
    assertThat(blobs.usage().blobs()).isZero();
    assertThat(await(blobs.list(Optional.empty(), 10)).entries()).isEmpty();
  }

  @Test
  void contentThatIsThereAlreadyIsKeptOnce() {
    var content = random(17, 600_000);
    var first = write(blobs, content);

    try (var writer = await(blobs.create(Set.of()))) {
      await(writer.write(buffer(content)));
      assertThat(await(writer.commit(ExpectedContent.ANY))).isEqualTo(first);
      assertThat(readAll(writer)).isEqualTo(content);
    }

    assertThat(blobs.usage().blobs()).isEqualTo(1);
    assertThat(blobs.usage().liveBytes()).isEqualTo(content.length);
    assertThat(read(blobs, first)).isEqualTo(content);
  }

  @Test
  void sameContentWrittenAtTheSameTimeIsKeptOnce() {
    var content = random(18, 300_000);
    var writes = new ArrayList<CompletableFuture<BlobId>>();
    for (int i = 0; i < 8; i++) {
      writes.add(CompletableFuture.supplyAsync(() -> write(blobs, content)));
    }

    assertThat(writes).allSatisfy(one -> assertThat(await(one)).isEqualTo(id(content)));
    assertThat(blobs.usage().blobs()).isEqualTo(1);
    assertThat(read(blobs, id(content))).isEqualTo(content);
    assertThat(await(blobs.delete(id(content)))).isTrue();
    assertThat(blobs.usage()).extracting(BlobUsage::blobs, BlobUsage::liveBytes).containsOnly(0L);
  }

  @Test
  void deletedBlobIsGoneAtOnceButItsReadersGoOn() {
    var content = random(19, 700_000);
    var id = write(blobs, content);

    try (var reader = await(blobs.open(id)).orElseThrow();
        var other = await(blobs.open(id)).orElseThrow()) {
      assertThat(await(blobs.delete(id))).isTrue();

      assertThat(await(blobs.open(id))).isEmpty();
      assertThat(blobs.usage().blobs()).isZero();
      assertThat(blobs.usage().liveBytes()).isZero();
      assertThat(await(blobs.delete(id))).isFalse();
      assertThat(read(reader)).isEqualTo(content);
      reader.close();
      assertThat(read(other)).isEqualTo(content);
    }
  }

  @Test
  void contentCanBeWrittenAgainWhileAReaderHoldsTheDeletedOne() {
    var content = random(20, 300_000);
    var id = write(blobs, content);

    try (var reader = await(blobs.open(id)).orElseThrow()) {
      await(blobs.delete(id));
      write(blobs, content);
      assertThat(read(reader)).isEqualTo(content);
    }

    assertThat(read(blobs, id)).isEqualTo(content);
    assertThat(blobs.usage().blobs()).isEqualTo(1);
  }

  @Test
  void closedReaderReadsNoMore() {
    var reader = await(blobs.open(write(blobs, random(21, 10)))).orElseThrow();

    reader.close();
    reader.close();

    assertThat(failure(reader.read(0, 1))).isInstanceOf(IllegalStateException.class);
  }

  @Test
  void readInHandSurvivesTheClosingOfItsReader() {
    var content = random(22, 100_000);
    var reader = await(blobs.open(write(blobs, content))).orElseThrow();
    await(blobs.delete(id(content)));

    var reads = IntStream.range(0, 20).mapToObj(i -> reader.read(0, 100_000)).toList();
    reader.close();

    assertThat(reads).allSatisfy(one -> assertThat(bytes(one)).isEqualTo(content));
  }

  @Test
  void listGoesThroughAllBlobsInOrder() {
    var from = Instant.now();
    var ids = new ArrayList<String>();
    for (int i = 0; i < 25; i++) {
      ids.add(write(blobs, random(100 + i, 10 + i)).hex());
    }
    Collections.sort(ids);

    var seen = new ArrayList<BlobPage.Entry>();
    var page = await(blobs.list(Optional.empty(), 10));
    seen.addAll(page.entries());
    while (page.more()) {
      assertThat(page.entries()).hasSize(10);
      page = await(blobs.list(Optional.of(seen.get(seen.size() - 1).id()), 10));
      seen.addAll(page.entries());
    }

    assertThat(seen).extracting(entry -> entry.id().hex()).isEqualTo(ids);
    assertThat(seen).extracting(BlobPage.Entry::length).contains(10L, 34L);
    assertThat(seen)
        .allSatisfy(
            entry ->
                assertThat(entry.committedAt())
                    .isBetween(from.minusMillis(1), Instant.now().plus(Duration.ofMillis(1))));
  }

  @Test
  void listStaysStableWhileBlobsComeAndGo() {
    var ids = new ArrayList<BlobId>();
    for (int i = 0; i < 10; i++) {
      ids.add(write(blobs, random(200 + i, 10)));
    }
    var first = await(blobs.list(Optional.empty(), 4));
    var last = first.entries().get(3).id();

    await(blobs.delete(last));
    var rest = await(blobs.list(Optional.of(last), 10));

    assertThat(first.more()).isTrue();
    assertThat(rest.more()).isFalse();
    var seen = new ArrayList<>(first.entries());
    seen.addAll(rest.entries());
    assertThat(seen).extracting(BlobPage.Entry::id).containsExactlyInAnyOrderElementsOf(ids);
  }

  @Test
  void listThatFitsHasNoMore() {
    write(blobs, random(23, 10));

    assertThat(await(blobs.list(Optional.empty(), 1)).more()).isFalse();
    assertThat(failure(blobs.list(Optional.empty(), 0)))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void reclaimLeavesWhatLives() {
    var content = random(24, 600_000);
    write(blobs, content);
    await(blobs.delete(write(blobs, random(25, 600_000))));

    await(CompletableFuture.allOf(join(blobs.reclaim()), join(blobs.reclaim())));

    assertThat(read(blobs, id(content))).isEqualTo(content);
  }

  @Test
  void closedStoreRefusesEverything() {
    var id = write(blobs, random(26, 600_000));
    var reader = await(blobs.open(id)).orElseThrow();
    var writer = await(blobs.create(Set.of()));
    await(writer.write(buffer(random(27, 300_000))));

    var closed = store.closeAsync();
    await(closed);
    await(store.closeAsync());

    for (var refused :
        List.of(
            blobs.open(id),
            blobs.create(Set.of()),
            blobs.delete(id),
            blobs.list(Optional.empty(), 1),
            blobs.reclaim(),
            reader.read(0, 1),
            writer.read(0, 1),
            writer.write(buffer(random(28, 10))),
            writer.commit(ExpectedContent.ANY))) {
      assertThat(failure(refused)).isInstanceOf(StorageClosedException.class);
    }
    reader.close();
    writer.close();
    assertThat(blobs.usage().blobs()).isEqualTo(1);
    assertThat(store.trouble()).isEmpty();
  }

  @Test
  void closingWaitsForTheCallsInHand() {
    var content = random(29, 200_000);
    var id = write(blobs, content);
    var reader = await(blobs.open(id)).orElseThrow();
    var reads = IntStream.range(0, 50).mapToObj(i -> reader.read(0, 200_000)).toList();

    await(store.closeAsync());

    for (var one : reads) {
      assertThat(one.toCompletableFuture()).isDone();
      assertThat(bytes(one)).isEqualTo(content);
    }
    reader.close();
  }

  private CompletableFuture<BlobId> commit(
      byte[] content, Set<DigestAlgorithm> declared, OptionalLong length, Set<Digest> digests) {
    var writer = await(blobs.create(declared));
    await(writer.write(buffer(content)));
    var committed = writer.commit(new ExpectedContent(length, digests));
    return committed.whenComplete((id, failure) -> writer.close()).toCompletableFuture();
  }

  private static byte[] readAll(BlobWriter writer) {
    var content = new byte[(int) writer.written()];
    for (int at = 0; at < content.length; ) {
      var part = bytes(writer.read(at, 1 << 20));
      System.arraycopy(part, 0, content, at, part.length);
      at += part.length;
    }
    return content;
  }

  private static CompletableFuture<Void> join(CompletionStage<Void> stage) {
    return stage.toCompletableFuture();
  }
}
