package dev.weir.resolve;

import dev.weir.cache.Failures;
import dev.weir.io.ByteSource;
import dev.weir.storage.BlobId;
import dev.weir.storage.BlobReader;
import dev.weir.storage.CorruptBlobException;
import io.netty.buffer.ByteBuf;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;

/**
 * A reader of a stored tarball that goes on in a copy fetched anew if a read finds the stored one
 * corrupt: its client notices nothing.
 *
 * <p>Both are the same content: the stored one was checked when it came, each of its chunks when it
 * was read, and the new one is checked as a whole before its last chunk goes out. Mends once. One
 * read at a time.
 */
public final class MendingReader implements BlobReader {
  private final BlobReader stored;
  private final Function<CorruptBlobException, CompletionStage<Optional<ByteSource>>> again;

  /** Guards the fields below; nothing is called while it is held. */
  private final Object lock = new Object();

  private ByteSource current;
  private boolean mended;
  private boolean closed;

  /**
   * @param stored closed by this
   * @param again drops what is corrupt and answers the same content fetched anew, which this then
   *     closes; empty if there is none
   */
  public MendingReader(
      BlobReader stored,
      Function<CorruptBlobException, CompletionStage<Optional<ByteSource>>> again) {
    this.stored = stored;
    this.again = again;
    this.current = stored;
  }

  @Override
  public BlobId id() {
    return stored.id();
  }

  @Override
  public long length() {
    return stored.length();
  }

  @Override
  public CompletionStage<ByteBuf> read(long offset, int maxBytes) {
    return current()
        .read(offset, maxBytes)
        .exceptionallyCompose(failure -> mend(Failures.unwrap(failure), offset, maxBytes));
  }

  private CompletionStage<ByteBuf> mend(Throwable failure, long offset, int maxBytes) {
    if (!(failure instanceof CorruptBlobException corrupt) || !firstTime()) {
      return CompletableFuture.failedFuture(failure);
    }
    return again
        .apply(corrupt)
        .thenCompose(
            copy ->
                copy.filter(this::adopt).isPresent()
                    ? read(offset, maxBytes)
                    : CompletableFuture.failedFuture(corrupt));
  }

  /** Goes on in {@code copy}, unless its length says that it is another one. */
  private boolean adopt(ByteSource copy) {
    boolean same = copy.length() < 0 || copy.length() == stored.length();
    synchronized (lock) {
      same &= !closed;
      if (same) {
        current = copy;
      }
    }
    (same ? stored : copy).close();
    return same;
  }

  private ByteSource current() {
    synchronized (lock) {
      return current;
    }
  }

  private boolean firstTime() {
    synchronized (lock) {
      boolean first = !mended;
      mended = true;
      return first;
    }
  }

  @Override
  public void close() {
    ByteSource open;
    synchronized (lock) {
      closed = true;
      open = current;
    }
    open.close();
  }
}
