package dev.weir.storage;

import io.netty.buffer.ByteBuf;
import java.util.concurrent.CompletionStage;

/**
 * A blob being written. Unless committed, closing it leaves no trace.
 *
 * <p>One writing caller at a time; {@link #read} may be called by any number of threads meanwhile.
 */
public interface BlobWriter extends AutoCloseable {
  /** How many bytes {@link #write} has acknowledged, which {@link #read} can give. */
  long written();

  /**
   * Appends {@code chunk}, of any size, and releases it, whatever happens. Completes when the next
   * chunk may be written: this is the back-pressure. Fails with {@link StorageFullException} when
   * the disk has no room to spare.
   */
  CompletionStage<Void> write(ByteBuf chunk);

  /**
   * Reads up to {@code maxBytes} of what has been written, before or after the commit, until this
   * is closed. The receiver releases the buffer, which is empty when {@code offset} is {@link
   * #written}.
   */
  CompletionStage<ByteBuf> read(long offset, int maxBytes);

  /**
   * Makes the blob durable and visible, as durable as its store promises, or fails with {@link
   * IntegrityException} and leaves nothing. To be called once, after the last write completed.
   */
  CompletionStage<BlobId> commit(ExpectedContent expected);

  /**
   * Ends the writing. Idempotent. A committed blob stays; reads through this writer end. Until then
   * they stay good even if the blob is deleted.
   */
  @Override
  void close();
}
