package dev.weir.http;

import dev.weir.http.Reply.Body;
import io.netty.buffer.ByteBuf;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.handler.codec.http.DefaultHttpContent;
import io.netty.handler.codec.http.DefaultLastHttpContent;
import io.netty.handler.codec.http.LastHttpContent;
import org.jspecify.annotations.Nullable;

/**
 * Writes a range of a source to a channel, reading only while the channel is writable, so that no
 * more waits for a slow client than the high water mark and one read.
 *
 * <p>In two steps: {@link #open} reads the first chunk, so that a source that fails at once can
 * still be answered with an error; when the head has been written, {@link #start} writes that chunk
 * and goes on. The last chunk is written only when all before it are, and a source that ends early
 * or fails gets no last chunk, so that what went out never looks complete. Closes the source in the
 * end. Lives on the event loop.
 */
final class BodyWriter implements SourceReader.Sink {
  /** The first bytes go out soon. */
  private static final int FIRST_READ = 64 << 10;

  private static final int LATER_READ = 256 << 10;

  /** Hears how it goes; exactly one of the last two is heard, and nothing after {@link #close}. */
  interface Listener {
    /** The first chunk is here; {@code length} bytes will follow, or {@link ReplyHead#UNKNOWN}. */
    void opened(long length);

    /** The last chunk was written. */
    void writing(ChannelFuture last);

    /** The source failed, before or after {@link #opened}. */
    void failed(Throwable failure);
  }

  private final Channel channel;
  private final Body.Range range;
  private final Listener listener;
  private final SourceReader reader;
  private @Nullable ByteBuf first;
  private long remaining;
  private long written;
  private boolean opened;
  private boolean started;
  private boolean ended;

  BodyWriter(Channel channel, Body.Range range, Listener listener) {
    this.channel = channel;
    this.range = range;
    this.listener = listener;
    this.reader = new SourceReader(range.source(), range.offset(), channel.eventLoop(), this);
    this.remaining = length(range);
  }

  /** The length of {@code range} as far as it is known now, or {@link ReplyHead#UNKNOWN}. */
  static long length(Body.Range range) {
    if (range.length() >= 0) {
      return range.length();
    }
    long whole = range.source().length();
    return whole < 0 ? ReplyHead.UNKNOWN : Math.max(0, whole - range.offset());
  }

  void open() {
    if (remaining == 0) {
      opened = true;
      listener.opened(0);
    } else {
      reader.pump();
    }
  }

  /** Goes on behind the head. */
  void start() {
    started = true;
    var chunk = first;
    first = null;
    if (chunk == null) {
      end(LastHttpContent.EMPTY_LAST_CONTENT);
    } else {
      write(chunk);
    }
    pump();
  }

  /** Goes on if the channel takes more. */
  void pump() {
    if (started) {
      reader.pump();
    }
  }

  /** Bytes handed to the channel. */
  long written() {
    return written;
  }

  void close() {
    ended = true;
    if (first != null) {
      first.release();
      first = null;
    }
    reader.close();
  }

  @Override
  public int wanted() {
    if (ended) {
      return 0;
    }
    if (!opened) {
      return atMost(FIRST_READ);
    }
    return started && channel.isWritable() ? atMost(LATER_READ) : 0;
  }

  @Override
  public void chunk(ByteBuf chunk) {
    if (started) {
      write(chunk);
    } else {
      hold(chunk);
    }
  }

  @Override
  public void failed(Throwable failure) {
    close();
    listener.failed(failure);
  }

  @Override
  public void paused() {
    // Also after the end: what was written in one go leaves in one go.
    if (started) {
      channel.flush();
    }
  }

  private int atMost(int size) {
    return remaining < 0 ? size : (int) Math.min(size, remaining);
  }

  private void hold(ByteBuf chunk) {
    opened = true;
    if (remaining < 0) {
      // A source that was still arriving may know its length by now.
      remaining = length(range);
    }
    if (!chunk.isReadable() && remaining > 0) {
      chunk.release();
      failed(endedEarly());
      return;
    }
    first = chunk;
    listener.opened(remaining);
  }

  private void write(ByteBuf chunk) {
    int length = chunk.readableBytes();
    if (length == 0) {
      chunk.release();
      if (remaining > 0) {
        failed(endedEarly());
      } else {
        end(LastHttpContent.EMPTY_LAST_CONTENT);
      }
      return;
    }
    written += length;
    if (remaining == length) {
      end(new DefaultLastHttpContent(chunk));
      return;
    }
    if (remaining > 0) {
      remaining -= length;
    }
    channel.write(new DefaultHttpContent(chunk));
  }

  private void end(LastHttpContent last) {
    close();
    listener.writing(channel.write(last));
  }

  private IllegalStateException endedEarly() {
    return new IllegalStateException(
        "the source ended %d bytes early, at %d".formatted(remaining, written));
  }
}
