package dev.weir.cache;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.weir.io.ByteStream;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class PumpTest {
  @Test
  void aMillionChunksTakeNoStack() {
    var bytes = new AtomicLong();
    var source = new Chunks(1_000_000, false);

    Pump.all(
            source,
            chunk -> {
              bytes.addAndGet(chunk.readableBytes());
              chunk.release();
              return CompletableFuture.completedFuture(null);
            })
        .toCompletableFuture()
        .join();

    assertThat(bytes).hasValue(1_000_000);
    assertThat(source.closed).isTrue();
  }

  @Test
  void aConsumerThatFailsEndsItAndTheStreamIsClosed() {
    var source = new Chunks(10, false);

    var done =
        Pump.all(
            source,
            chunk -> {
              chunk.release();
              return CompletableFuture.failedFuture(new IllegalStateException("full"));
            });

    assertThatThrownBy(done.toCompletableFuture()::join).hasMessageContaining("full");
    assertThat(source.closed).isTrue();
  }

  @Test
  void aStreamThatFailsEndsIt() {
    var done =
        Pump.all(
            new Chunks(3, true),
            chunk -> {
              chunk.release();
              return CompletableFuture.completedFuture(null);
            });

    assertThatThrownBy(done.toCompletableFuture()::join).hasMessageContaining("broke off");
  }

  @Test
  void theNextChunkIsAskedForOnlyWhenTheConsumerIsReady() {
    var source = new Chunks(2, false);
    var ready = new CompletableFuture<Void>();
    var done =
        Pump.all(
            source,
            chunk -> {
              chunk.release();
              return ready;
            });

    assertThat(source.asked).isEqualTo(1);
    ready.complete(null);
    done.toCompletableFuture().join();
    assertThat(source.asked).isEqualTo(3);
  }

  /** So many chunks of one byte, then the end or a failure. */
  private static final class Chunks implements ByteStream {
    private final boolean breaksOff;
    private final AtomicBoolean closed = new AtomicBoolean();
    private int left;
    private int asked;

    Chunks(int count, boolean breaksOff) {
      this.left = count;
      this.breaksOff = breaksOff;
    }

    @Override
    public OptionalLong length() {
      return OptionalLong.empty();
    }

    @Override
    public CompletionStage<Optional<ByteBuf>> next() {
      asked++;
      if (left == 0) {
        return breaksOff
            ? CompletableFuture.failedFuture(new IllegalStateException("broke off"))
            : CompletableFuture.completedFuture(Optional.empty());
      }
      left--;
      return CompletableFuture.completedFuture(Optional.of(Unpooled.wrappedBuffer(new byte[1])));
    }

    @Override
    public void close() {
      closed.set(true);
    }
  }
}
