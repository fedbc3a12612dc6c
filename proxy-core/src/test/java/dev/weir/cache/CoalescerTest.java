package dev.weir.cache;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class CoalescerTest {
  private final AtomicInteger joined = new AtomicInteger();
  private final Coalescer<String, String> coalescer = new Coalescer<>(joined::incrementAndGet);

  @Test
  void thoseWhoAskMeanwhileShareOneFlight() {
    var load = new CompletableFuture<String>();
    var loads = new AtomicInteger();

    var first =
        coalescer.join(
            "key",
            () -> {
              loads.incrementAndGet();
              return load;
            });
    var second = coalescer.join("key", CompletableFuture::new);
    load.complete("value");

    assertThat(first.toCompletableFuture()).isCompletedWithValue("value");
    assertThat(second.toCompletableFuture()).isCompletedWithValue("value");
    assertThat(loads).hasValue(1);
    assertThat(joined).hasValue(1);
  }

  @Test
  void theNextOneAfterTheEndStartsAFlightOfItsOwn() {
    coalescer.join("key", () -> CompletableFuture.completedFuture("old"));

    var next = coalescer.join("key", () -> CompletableFuture.completedFuture("new"));

    assertThat(next.toCompletableFuture()).isCompletedWithValue("new");
    assertThat(coalescer.size()).isZero();
  }

  @Test
  void aFailureReachesAllAndIsNotRemembered() {
    var load = new CompletableFuture<String>();
    var first = coalescer.join("key", () -> load);
    var second = coalescer.join("key", () -> load);
    load.completeExceptionally(new IllegalStateException("broken"));

    assertThatThrownBy(first.toCompletableFuture()::join).hasMessageContaining("broken");
    assertThatThrownBy(second.toCompletableFuture()::join).hasMessageContaining("broken");
    assertThat(coalescer.join("key", () -> CompletableFuture.completedFuture("ok")))
        .isCompletedWithValue("ok");
  }

  @Test
  void aLoadThatThrowsFailsItsFlightOnly() {
    var thrown =
        coalescer.join(
            "key",
            () -> {
              throw new IllegalStateException("at once");
            });

    assertThatThrownBy(thrown.toCompletableFuture()::join).hasMessageContaining("at once");
    assertThat(coalescer.size()).isZero();
  }

  @Test
  void manyThreadsStartOneLoad() throws InterruptedException {
    var loads = new AtomicInteger();
    var load = new CompletableFuture<String>();
    var start = new CountDownLatch(1);
    var results = new ArrayList<CompletableFuture<String>>();
    var threads = Executors.newFixedThreadPool(8);
    try {
      for (int i = 0; i < 200; i++) {
        results.add(
            CompletableFuture.runAsync(() -> await(start), threads)
                .thenCompose(
                    go ->
                        coalescer.join(
                            "key",
                            () -> {
                              loads.incrementAndGet();
                              return load;
                            })));
      }
      start.countDown();
      org.awaitility.Awaitility.await().until(() -> joined.get() == 199);
      load.complete("value");

      assertThat(results).allMatch(result -> result.join().equals("value"));
      assertThat(loads).hasValue(1);
    } finally {
      threads.shutdown();
      assertThat(threads.awaitTermination(10, TimeUnit.SECONDS)).isTrue();
    }
  }

  private static void await(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
