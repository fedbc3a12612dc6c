package dev.weir.http;

import dev.weir.io.ByteSource;
import io.netty.buffer.ByteBuf;
import io.netty.util.concurrent.EventExecutor;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/**
 * Finds the length of a source that does not know it yet, by reading it to where it does, keeping
 * nothing.
 *
 * <p>For HTTP/1.0, which has no chunks: there a body of unknown length could only end with the
 * connection, and one that broke off would look complete. So its client waits until the source is
 * whole, and the source is read a second time. Does not close the source.
 */
final class LengthWalk implements SourceReader.Sink {
  private static final int READ = 256 << 10;

  private final ByteSource source;
  private final SourceReader reader;
  private final BiConsumer<Long, @Nullable Throwable> found;
  private long position;
  private boolean ended;

  /** Tells {@code found}, on the loop, the length or why there is none. */
  LengthWalk(
      ByteSource source,
      long offset,
      EventExecutor loop,
      BiConsumer<Long, @Nullable Throwable> found) {
    this.source = source;
    this.position = offset;
    this.reader = new SourceReader(source, offset, loop, this);
    this.found = found;
  }

  void start() {
    reader.pump();
  }

  /** Wants no more and tells nobody. */
  void close() {
    ended = true;
    reader.close();
  }

  @Override
  public int wanted() {
    if (!ended && source.length() >= 0) {
      end(source.length(), null);
    }
    return ended ? 0 : READ;
  }

  @Override
  public void chunk(ByteBuf chunk) {
    int length = chunk.readableBytes();
    chunk.release();
    position += length;
    if (length == 0) {
      end(position, null);
    }
  }

  @Override
  public void failed(Throwable failure) {
    end(ReplyHead.UNKNOWN, failure);
  }

  private void end(long length, @Nullable Throwable failure) {
    if (!ended) {
      ended = true;
      found.accept(length, failure);
    }
  }
}
