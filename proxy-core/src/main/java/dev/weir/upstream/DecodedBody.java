package dev.weir.upstream;

import dev.weir.io.ByteStream;
import dev.weir.upstream.BodyDecoder.CodingException;
import dev.weir.upstream.UpstreamResponse.Kind;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import io.netty.buffer.Unpooled;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import org.jspecify.annotations.Nullable;

/**
 * A coded body, decoded on the CPU executor one piece of at most 128 KiB for each {@link #next}, so
 * that a small body which inflates without end never takes more memory than that, and stops at the
 * limit.
 *
 * <p>One step runs at a time, between {@link #next} and its completion; the decoder and the input
 * belong to it. A close meanwhile leaves their release to the step.
 */
final class DecodedBody implements ByteStream {
  private static final int PIECE = 128 << 10;

  private final ByteStream coded;
  private final BodyDecoder decoder;
  private final long maxBytes;
  private final Executor cpu;
  private final ByteBufAllocator alloc;

  private ByteBuf input = Unpooled.EMPTY_BUFFER;
  private boolean mayHaveMore;
  private long decodedBytes;

  /** Guards the three below; nothing foreign is called while it is held. */
  private final Object lock = new Object();

  private boolean stepping;
  private boolean closed;
  private boolean freed;

  DecodedBody(
      ByteStream coded, BodyDecoder decoder, long maxBytes, Executor cpu, ByteBufAllocator alloc) {
    this.coded = coded;
    this.decoder = decoder;
    this.maxBytes = maxBytes;
    this.cpu = cpu;
    this.alloc = alloc;
  }

  @Override
  public OptionalLong length() {
    return OptionalLong.empty();
  }

  @Override
  public CompletionStage<Optional<ByteBuf>> next() {
    var piece = new CompletableFuture<Optional<ByteBuf>>();
    synchronized (lock) {
      if (stepping || closed) {
        return CompletableFuture.failedFuture(
            new IllegalStateException(closed ? "body is closed" : "next() is outstanding"));
      }
      stepping = true;
    }
    if (mayHaveMore) {
      decodeLater(piece);
    } else {
      pull(piece);
    }
    return piece.minimalCompletionStage();
  }

  private void pull(CompletableFuture<Optional<ByteBuf>> piece) {
    coded
        .next()
        .whenComplete(
            (chunk, failure) -> {
              if (failure == null) {
                pulled(piece, chunk);
              } else {
                fail(piece, failure);
              }
            });
  }

  private void pulled(CompletableFuture<Optional<ByteBuf>> piece, Optional<ByteBuf> chunk) {
    if (chunk.isPresent()) {
      input = chunk.get();
      decodeLater(piece);
    } else if (decoder.mayEnd()) {
      end(piece);
    } else {
      fail(piece, malformed("ended within the coded bytes"));
    }
  }

  private void decodeLater(CompletableFuture<Optional<ByteBuf>> piece) {
    try {
      cpu.execute(() -> decode(piece));
    } catch (RejectedExecutionException e) {
      fail(piece, new UpstreamBodyException(Kind.OVERLOADED, "no room to decode an answer's body"));
    }
  }

  private void decode(CompletableFuture<Optional<ByteBuf>> piece) {
    ByteBuf decoded;
    try {
      decoded = alloc.directBuffer(PIECE, PIECE);
    } catch (OutOfMemoryError none) {
      fail(
          piece,
          new UpstreamBodyException(Kind.OVERLOADED, "no memory to decode an answer's body"));
      return;
    }
    try {
      decoder.decode(input, decoded);
    } catch (CodingException e) {
      decoded.release();
      fail(piece, malformed(e.getMessage()));
      return;
    }
    mayHaveMore = !decoded.isWritable();
    decodedBytes += decoded.readableBytes();
    if (decodedBytes > maxBytes) {
      decoded.release();
      fail(piece, BodyFaults.tooLarge(maxBytes));
    } else if (decoded.isReadable()) {
      give(piece, decoded);
    } else {
      decoded.release();
      dropInput();
      pull(piece);
    }
  }

  private void give(CompletableFuture<Optional<ByteBuf>> piece, ByteBuf decoded) {
    if (!mayHaveMore) {
      dropInput();
    }
    if (endStep(false)) {
      decoded.release();
      piece.completeExceptionally(BodyFaults.closed());
    } else {
      piece.complete(Optional.of(decoded));
    }
  }

  private void end(CompletableFuture<Optional<ByteBuf>> piece) {
    mayHaveMore = false;
    if (endStep(false)) {
      piece.completeExceptionally(BodyFaults.closed());
    } else {
      piece.complete(Optional.empty());
    }
  }

  /** What failed cannot go on: the rest is given up at once. */
  private void fail(CompletableFuture<Optional<ByteBuf>> piece, Throwable failure) {
    coded.close();
    endStep(true);
    piece.completeExceptionally(failure);
  }

  /** Ends the step, frees what a close has left to it, and says whether there was one. */
  private boolean endStep(boolean forGood) {
    boolean wasClosed;
    synchronized (lock) {
      stepping = false;
      wasClosed = closed;
      closed |= forGood;
    }
    freeIfIdle();
    return wasClosed;
  }

  @Override
  public void close() {
    synchronized (lock) {
      closed = true;
    }
    coded.close();
    freeIfIdle();
  }

  private void freeIfIdle() {
    synchronized (lock) {
      if (!closed || stepping || freed) {
        return;
      }
      freed = true;
    }
    dropInput();
    decoder.close();
  }

  private void dropInput() {
    input.release();
    input = Unpooled.EMPTY_BUFFER;
  }

  private static UpstreamBodyException malformed(@Nullable String what) {
    return new UpstreamBodyException(Kind.MALFORMED, "the answer's body: " + what);
  }
}
