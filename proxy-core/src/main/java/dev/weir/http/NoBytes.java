package dev.weir.http;

import dev.weir.io.ByteStream;
import io.netty.buffer.ByteBuf;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/** A stream that is at its end: of a request without a body. */
final class NoBytes implements ByteStream {
  static final NoBytes STREAM = new NoBytes();

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
