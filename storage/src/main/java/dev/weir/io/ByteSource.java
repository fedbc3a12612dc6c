package dev.weir.io;

import io.netty.buffer.ByteBuf;
import java.util.concurrent.CompletionStage;

/**
 * Bytes held open. Reads name their offset, so ranges and retries need no extra state.
 *
 * <p>Thread-safe. A source of bytes that are still arriving answers a read past what has arrived
 * when the next bytes do; a stage that fails says that the rest will never come.
 */
public interface ByteSource extends AutoCloseable {
  /** The whole length in bytes, or -1 while it is not known. */
  long length();

  /**
   * Reads up to {@code maxBytes} (at least 1) from {@code offset}. The receiver releases the
   * buffer, which is empty exactly when {@code offset} is at the end. Completes on any thread.
   */
  CompletionStage<ByteBuf> read(long offset, int maxBytes);

  /** Lets go of the bytes. Idempotent; buffers already given out stay good. */
  @Override
  void close();
}
