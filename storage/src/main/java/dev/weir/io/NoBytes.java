package dev.weir.io;

import io.netty.buffer.ByteBuf;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/** A stream that is at its end, such as that of a request without a body. Any thread. */
public final class NoBytes implements ByteStream {
  public static final NoBytes STREAM = new NoBytes();

  private NoBytes() {}

  @Override
  public OptionalLong length() {
    return OptionalLong.of(0);
  }

  @Override
  public CompletionStage<Optional<ByteBuf>> next() {
    return CompletableFuture.completedFuture(Optional.empty());
  }

  @Override
  public void close() {}
}
