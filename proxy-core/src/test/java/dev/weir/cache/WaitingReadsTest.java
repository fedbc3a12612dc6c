package dev.weir.cache;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.junit.jupiter.api.Test;

class WaitingReadsTest {
  private final Object lock = new Object();
  private final List<Long> asked = new ArrayList<>();
  private final WaitingReads waiting = new WaitingReads(lock, this::isVisible, this::read);
  private CompletionStage<ByteBuf> answer = CompletableFuture.failedFuture(new IOException("none"));
  private long visible;

  @Test
  void onlyThoseThatHaveAnAnswerAreWoken() {
    answer = bytes();
    var near = add(0);
    var far = add(10);

    visible = 10;
    waiting.wake();

    assertThat(near).isDone();
    assertThat(far).isNotDone();
    assertThat(asked).containsExactly(0L);
    near.join().release();
  }

  @Test
  void eachIsAnsweredOnce() {
    answer = bytes();
    var read = add(0);
    visible = 1;

    waiting.wake();
    waiting.wake();

    assertThat(asked).containsExactly(0L);
    read.join().release();
  }

  @Test
  void aFailureReachesTheReader() {
    var read = add(0);
    visible = 1;

    waiting.wake();

    assertThat(read).isCompletedExceptionally();
  }

  @Test
  void bytesForAReadThatWasGivenUpAreReleased() {
    var bytes = ByteBufAllocator.DEFAULT.buffer(8).writeLong(1);
    answer = CompletableFuture.completedFuture(bytes);
    var read = add(0);
    read.cancel(false);
    visible = 1;

    waiting.wake();

    assertThat(bytes.refCnt()).isZero();
  }

  @Test
  void readsAreAnsweredWithoutTheLockAndMayWaitAgain() {
    answer = bytes();
    var next = new ArrayList<CompletableFuture<ByteBuf>>();
    var read = add(0);
    read.thenRun(
        () -> {
          assertThat(Thread.holdsLock(lock)).isFalse();
          next.add(add(5));
        });

    visible = 5;
    waiting.wake();

    read.join().release();
    assertThat(next).hasSize(1).noneMatch(CompletableFuture::isDone);
    answer = bytes();
    visible = 6;
    waiting.wake();
    next.get(0).join().release();
  }

  private boolean isVisible(long offset) {
    return offset < visible;
  }

  private CompletableFuture<ByteBuf> add(long offset) {
    synchronized (lock) {
      return waiting.add(offset, 100).toCompletableFuture();
    }
  }

  private CompletionStage<ByteBuf> read(long offset, int maxBytes) {
    asked.add(offset);
    return answer;
  }

  private static CompletionStage<ByteBuf> bytes() {
    return CompletableFuture.completedFuture(ByteBufAllocator.DEFAULT.buffer(8).writeLong(1));
  }
}
