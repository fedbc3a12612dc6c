package dev.weir.upstream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.weir.io.ByteStream;
import dev.weir.upstream.UpstreamResponse.Kind;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.PooledByteBufAllocator;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class DecodedBodyTest {
  private final Deque<Runnable> cpu = new ArrayDeque<>();
  private final FakeWire wire = new FakeWire();

  @Test
  void nothingIsDecodedOnTheThreadThatAsks() throws IOException {
    var body = body(wire.chunk(Coded.gzip(Coded.sample(10))), 100, cpu::add);

    var piece = body.next().toCompletableFuture();

    assertThat(piece).isNotDone();
    runAll();
    assertThat(take(piece)).isEqualTo(10);
    body.close();
  }

  @Test
  void piecesOfABombAreSmallAndStopAtTheLimit() throws IOException {
    var body = body(wire.chunk(Coded.gzipBomb(64)), 1 << 20, Runnable::run);

    int pieces = 0;
    long total = 0;
    CompletableFuture<Optional<ByteBuf>> piece = body.next().toCompletableFuture();
    while (!piece.isCompletedExceptionally()) {
      int length = take(piece);
      assertThat(length).isBetween(1, 256 << 10);
      total += length;
      pieces++;
      piece = body.next().toCompletableFuture();
    }

    assertThat(kind(piece)).isEqualTo(Kind.TOO_LARGE);
    assertThat(total).isLessThanOrEqualTo(1 << 20);
    assertThat(pieces).isGreaterThan(4);
    assertThat(wire.closed).isTrue();
  }

  @Test
  void closingWhileAPieceIsDecodedFreesEverythingAfterwards() throws IOException {
    var body = body(wire.chunk(Coded.gzip(Coded.sample(10))), 100, cpu::add);
    var piece = body.next().toCompletableFuture();

    body.close();
    body.close();
    runAll();

    assertThat(kind(piece)).isEqualTo(Kind.RESET);
    assertThat(wire.closed).isTrue();
  }

  @Test
  void closingBetweenPiecesFreesWhatIsLeft() throws IOException {
    var body = body(wire.chunk(Coded.gzipBomb(1)), 1 << 20, Runnable::run);
    take(body.next().toCompletableFuture());

    body.close();

    assertThatThrownBy(() -> body.next().toCompletableFuture().join())
        .hasRootCauseInstanceOf(IllegalStateException.class);
  }

  @Test
  void aFullCpuQueueFailsTheBody() throws IOException {
    var body =
        body(
            wire.chunk(Coded.gzip(Coded.sample(10))),
            100,
            task -> {
              throw new RejectedExecutionException();
            });

    assertThat(kind(body.next().toCompletableFuture())).isEqualTo(Kind.OVERLOADED);
    assertThat(wire.closed).isTrue();
  }

  @Test
  void aSecondNextIsRefusedAndTheFirstGoesOn() throws IOException {
    var body = body(wire.chunk(Coded.gzip(Coded.sample(10))), 100, cpu::add);
    var piece = body.next().toCompletableFuture();

    assertThat(body.next().toCompletableFuture()).isCompletedExceptionally();
    runAll();

    assertThat(take(piece)).isEqualTo(10);
    body.close();
  }

  @Test
  void theWiresFaultIsTheBodysFault() {
    wire.fault = new UpstreamBodyException(Kind.RESET, "broke off");
    var body = body(wire, 100, Runnable::run);

    assertThat(kind(body.next().toCompletableFuture())).isEqualTo(Kind.RESET);
  }

  private void runAll() {
    while (!cpu.isEmpty()) {
      cpu.remove().run();
    }
  }

  private static DecodedBody body(FakeWire wire, long maxBytes, Executor cpu) {
    return new DecodedBody(wire, new GzipDecoder(), maxBytes, cpu, PooledByteBufAllocator.DEFAULT);
  }

  private static int take(CompletableFuture<Optional<ByteBuf>> piece) {
    var buffer = piece.join().orElseThrow();
    int length = buffer.readableBytes();
    buffer.release();
    return length;
  }

  private static Kind kind(CompletableFuture<?> piece) {
    try {
      piece.join();
    } catch (CompletionException e) {
      assertThat(e.getCause()).isInstanceOf(UpstreamBodyException.class);
      return ((UpstreamBodyException) e.getCause()).kind();
    }
    throw new AssertionError("expected to fail");
  }

  /** A body of chunks that are there already. */
  private static final class FakeWire implements ByteStream {
    private final Deque<ByteBuf> chunks = new ArrayDeque<>();
    private boolean closed;
    @Nullable UpstreamBodyException fault;

    FakeWire chunk(byte[] bytes) {
      chunks.add(PooledByteBufAllocator.DEFAULT.directBuffer(bytes.length).writeBytes(bytes));
      return this;
    }

    @Override
    public OptionalLong length() {
      return OptionalLong.empty();
    }

    @Override
    public CompletionStage<Optional<ByteBuf>> next() {
      return fault == null
          ? CompletableFuture.completedStage(Optional.ofNullable(chunks.poll()))
          : CompletableFuture.failedStage(fault);
    }

    @Override
    public void close() {
      closed = true;
    }
  }
}
