package dev.weir.cache;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.model.PackageName;
import dev.weir.model.RepositoryId;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class HotCacheTest {
  private static final Entity ENTITY =
      new Entity("text/plain", Coding.IDENTITY, "\"etag\"", Optional.empty(), 1000);

  private final Eras eras = new Eras();
  private final HotCache hot = new HotCache(1 << 20, 1 << 16, eras);

  @Test
  void whatIsPutIsFoundAndReleasedOnClear() {
    put("a", 1000);

    var found = hot.get(key("a")).orElseThrow();
    var bytes = found.body().asBuffer();
    assertThat(bytes.readableBytes()).isEqualTo(1000);
    bytes.release();

    hot.close();
    assertThat(hot.bytes()).isZero();
    assertThat(hot.get(key("a"))).isEmpty();
  }

  @Test
  void aBodyThatIsEvictedWhileItIsWrittenStaysUntilThen() {
    put("a", 1000);
    var writing = hot.get(key("a")).orElseThrow().body().asBuffer();

    hot.close();

    assertThat(hot.pinnedBytes()).isEqualTo(1000);
    assertThat(writing.readableBytes()).isEqualTo(1000);
    writing.release();
    assertThat(hot.bytes()).isZero();
  }

  @Test
  void neverMoreIsKeptThanTheLimit() {
    for (int i = 0; i < 100; i++) {
      put("body-" + i, 100_000);
    }

    assertThat(hot.bytes()).isLessThanOrEqualTo(1 << 20);
    assertThat(hot.evictions()).isPositive();
    hot.close();
  }

  @Test
  void nothingIsLetInWhileTooMuchIsPinned() {
    var body = hot.body(List.of(hot.allocator().directBuffer(2 << 20, 2 << 20).writeZero(2 << 20)));

    assertThat(hot.admits(1000)).isFalse();

    body.release();
    assertThat(hot.admits(1000)).isTrue();
  }

  @Test
  void aBodyOfManyChunksReadsAsOne() {
    var body =
        hot.body(
            List.of(
                hot.allocator().directBuffer(3).writeBytes(new byte[] {1, 2, 3}),
                hot.allocator().directBuffer(2).writeBytes(new byte[] {4, 5})));
    try (var source = body.asSource()) {
      var part = source.read(2, 10).toCompletableFuture().join();
      assertThat(part.readByte()).isEqualTo((byte) 3);
      part.release();
      var rest = source.read(3, 1).toCompletableFuture().join();
      assertThat(rest.readByte()).isEqualTo((byte) 4);
      rest.release();
      assertThat(source.read(5, 1).toCompletableFuture().join().isReadable()).isFalse();
    }
  }

  @Test
  void whatWasBegunInAnEarlierEraIsNotKept() {
    put("a", 1000);
    eras.end(new PackageName("b"));

    put("b", 1000);

    assertThat(hot.get(key("b"))).isEmpty();
    assertThat(hot.bytes()).isEqualTo(1000);
    hot.close();
  }

  @Test
  void whatIsOfAnEraThatIsOverIsNotUsedUnderAnyBase() {
    var one = new HotKey(RepositoryId.of("local", "dev"), new PackageName("a"), "item", "one");
    var other = new HotKey(RepositoryId.of("local", "dev"), new PackageName("a"), "item", "other");
    put(one, 1000);
    put(other, 1000);
    put("b", 1000);

    eras.end(new PackageName("a"));

    assertThat(hot.find(one, 1, 0)).isNull();
    assertThat(hot.find(other, 1, 0)).isNull();
    assertThat(hot.get(other)).isEmpty();
    var kept = hot.find(key("b"), 1, 0);
    assertThat(kept).isNotNull();
    kept.body().release();
    hot.close();
  }

  @Test
  void aSlotGivesWhatIsKeptNowAndNothingThatWasTakenOut() {
    var slot = new HotSlot(key("a"));
    put("a", 1000);
    var writing = hot.peek(slot, 1, 0);
    assertThat(writing).isNotNull();

    // Its body is held, so that only the cache knows that it is out.
    put("a", 500);

    var replaced = hot.peek(slot, 1, 0);
    assertThat(replaced).isNotNull();
    assertThat(replaced.body().length()).isEqualTo(500);
    hot.forget(new PackageName("a"), key -> true);
    assertThat(hot.peek(slot, 1, 0)).isNull();
    writing.body().release();
    replaced.body().release();
    assertThat(hot.bytes()).isZero();
  }

  @Test
  void aSlotJudgesAsALookUpDoes() {
    var slot = new HotSlot(key("a"));
    put("a", 1000);
    for (int i = 0; i < 40; i++) {
      var found = hot.peek(slot, 1, i);
      assertThat(found).isNotNull();
      found.body().release();
    }

    assertThat(hot.peek(slot, 2, 0)).as("another stamp").isNull();
    eras.end(new PackageName("a"));
    assertThat(hot.peek(slot, 1, 0)).as("another era").isNull();
    hot.close();
  }

  @Test
  void onlyWhatIsMeantOfThePackageIsForgotten() {
    put("a", 1000);
    put("b", 1000);

    assertThat(hot.forget(new PackageName("a"), key -> false)).isZero();
    assertThat(hot.forget(new PackageName("a"), key -> true)).isEqualTo(1);

    assertThat(hot.get(key("a"))).isEmpty();
    assertThat(hot.bytes()).isEqualTo(1000);
    hot.close();
  }

  private void put(String name, int length) {
    put(key(name), length);
  }

  private void put(HotKey key, int length) {
    var body = hot.body(List.of(hot.allocator().directBuffer(length, length).writeZero(length)));
    hot.put(key, new HotEntry(ENTITY, body, 1, 0, Freshness.strict(Instant.MAX)));
    body.release();
  }

  private static HotKey key(String name) {
    return new HotKey(RepositoryId.of("local", "dev"), new PackageName(name), "item", "");
  }
}
