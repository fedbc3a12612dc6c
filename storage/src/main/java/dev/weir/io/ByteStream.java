package dev.weir.io;

import io.netty.buffer.ByteBuf;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.CompletionStage;

/** Bytes that move only when asked for; one reader, one outstanding {@link #next} at a time. */
public interface ByteStream extends AutoCloseable {
  /** The whole length in bytes, if it is known before the end. */
  OptionalLong length();

  /**
   * The next chunk, never empty, which the receiver releases; or {@link Optional#empty} at the end.
   * Fails if the bytes break off before their end. Completes on any thread.
   */
  CompletionStage<Optional<ByteBuf>> next();

  /** Gives up the rest and whatever holds it, such as a connection. Idempotent. */
  @Override
  void close();
}
