package dev.weir.http;

import static dev.weir.http.HttpSettingsBuilder.settings;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.weir.io.ByteSource;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.buffer.UnpooledByteBufAllocator;
import io.netty.handler.codec.http.DefaultHttpHeaders;
import io.netty.handler.codec.http.HttpResponseStatus;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Many clients that dawdle hold no more than the limit, and are cut only where others wait. */
class UnsentTest {
  private static final long GIBIBYTE = 1L << 30;
  private static final int LIMIT = 2 << 20;
  private static final int PATIENT = 600_000;
  private static final int SMALL_BUFFER = 16 << 10;

  /** Of its own, so that it counts just what is read for clients. */
  private final UnpooledByteBufAllocator allocator = new UnpooledByteBufAllocator(true);

  private final AtomicLong read = new AtomicLong();
  private final AtomicInteger asked = new AtomicInteger();
  private final List<RawClient> dawdlers = new ArrayList<>();

  @AfterEach
  void leave() {
    dawdlers.forEach(RawClient::close);
  }

  @Test
  void clientsThatDoNotReadHoldNoMoreThanTheLimitTogether() {
    var limited = settings().maxUnsent(LIMIT).stallTimeout(PATIENT).build();
    try (var server = TestServer.start(request -> endless(), limited)) {
      dawdle(server, 30);
      awaitStandstill();

      assertThat(held()).isBetween(LIMIT / 2L, (long) LIMIT);
      assertThat(server.heard.cut).hasValue(0);

      leave();
      await().until(() -> server.connections() == 0);
      await().untilAsserted(() -> assertThat(held()).isZero());
    }
  }

  @Test
  void aClientThatReadsIsServedWhileOthersHoldAllRoom() {
    var limited = settings().maxUnsent(LIMIT).stallTimeout(500).build();
    try (var server = TestServer.start(request -> reply(request, 16 << 20), limited)) {
      dawdle(server, 30);

      try (var good = server.connect()) {
        good.get("/finite").head();
        assertThat(good.exactly(16 << 20)).hasSize(16 << 20);
      }
      assertThat(held()).isLessThanOrEqualTo(LIMIT);
      assertThat(server.heard.cut.get()).isPositive();
    }
  }

  @Test
  void nobodyIsCutWhileThereIsRoom() {
    var limited = settings().maxUnsent(64 << 20).stallTimeout(100).build();
    try (var server = TestServer.start(request -> endless(), limited)) {
      dawdle(server, 5);
      awaitStandstill();
      await().pollDelay(Duration.ofSeconds(1)).until(() -> true);

      assertThat(server.heard.cut).hasValue(0);
      assertThat(server.connections()).isEqualTo(5);
      // Each goes on where it stopped.
      dawdlers.get(0).head();
      assertThat(dawdlers.get(0).exactly(16 << 20)).hasSize(16 << 20);
    }
  }

  @Test
  void manyClientsThatReadTakeTurnsAndNoneIsCut() {
    var limited = settings().maxUnsent(1 << 20).stallTimeout(5_000).build();
    try (var server = TestServer.start(request -> reply(request, 8 << 20), limited)) {
      for (int i = 0; i < 40; i++) {
        dawdlers.add(server.connect().get("/finite"));
      }
      var threads = Executors.newFixedThreadPool(40);
      var all =
          dawdlers.stream()
              .map(client -> CompletableFuture.runAsync(() -> readAll(client), threads))
              .toList();
      all.forEach(CompletableFuture::join);
      threads.shutdown();

      assertThat(server.heard.cut).hasValue(0);
    }
  }

  @Test
  void wholeRepliesThatNobodyTakesMakeRoomForOthers() {
    var limited = settings().maxUnsent(1 << 20).stallTimeout(300).build();
    Handler whole =
        request -> {
          asked.incrementAndGet();
          return TestReplies.done(
              new Reply(
                  HttpResponseStatus.OK,
                  new DefaultHttpHeaders(),
                  new Reply.Body.Bytes(Unpooled.wrappedBuffer(new byte[16 << 20])),
                  Outcome.OK));
        };
    try (var server = TestServer.start(whole, limited)) {
      dawdle(server, 3);

      await().untilAsserted(() -> assertThat(server.heard.cut.get()).isPositive());
      assertThat(server.heard.first().outcome()).isEqualTo(Outcome.CLIENT_GONE);
    }
  }

  private static void readAll(RawClient client) {
    client.head();
    assertThat(client.exactly(8 << 20)).hasSize(8 << 20);
  }

  private CompletionStage<Reply> endless() {
    return TestReplies.all(new Zeros(GIBIBYTE));
  }

  private CompletionStage<Reply> reply(Request request, long length) {
    return request.path().equals("/finite") ? TestReplies.all(new Zeros(length)) : endless();
  }

  private void dawdle(TestServer server, int count) {
    for (int i = 0; i < count; i++) {
      var client = new RawClient(server.port(), SMALL_BUFFER);
      dawdlers.add(client);
      client.get("/");
    }
    await().until(() -> asked.get() >= count);
  }

  private long held() {
    return allocator.metric().usedDirectMemory();
  }

  private void awaitStandstill() {
    var last = new long[] {-1};
    await()
        .pollInterval(Duration.ofMillis(300))
        .until(
            () -> {
              long now = read.get();
              boolean still = now == last[0];
              last[0] = now;
              return still;
            });
  }

  /** Zeros, made as they are read, at once. */
  private final class Zeros implements ByteSource {
    private final long length;

    Zeros(long length) {
      this.length = length;
      asked.incrementAndGet();
    }

    @Override
    public long length() {
      return length;
    }

    @Override
    public CompletionStage<ByteBuf> read(long offset, int maxBytes) {
      int size = (int) Math.min(maxBytes, length - offset);
      read.addAndGet(size);
      return CompletableFuture.completedFuture(allocator.directBuffer(size, size).writeZero(size));
    }

    @Override
    public void close() {}
  }
}
