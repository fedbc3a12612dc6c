package dev.weir.cache;

import dev.weir.io.ByteStream;
import io.netty.buffer.ByteBuf;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/** The stream of no bytes. */
final class ByteStreams {
  static final ByteStream EMPTY =
      new ByteStream() {
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
      };

  private ByteStreams() {}
}
