package dev.weir.http;

import dev.weir.http.Reply.Body;
import io.netty.buffer.ByteBuf;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.handler.codec.http.DefaultHttpContent;
import io.netty.handler.codec.http.DefaultLastHttpContent;
import io.netty.handler.codec.http.HttpContent;
import io.netty.handler.codec.http.LastHttpContent;
import org.jspecify.annotations.Nullable;

/**
 * Writes a range of a source to a channel, reading only while the channel is writable, so that no
 * more waits for a slow client than the high water mark and one read.
 *
 * <p>What is read counts as {@link Unsent} until the client has taken it.
 *
 * <p>In two steps: {@link #open} reads the first chunk, so that a source that fails at once can
 * still be answered with an error; when the head has been written, {@link #start} writes that chunk
 * and goes on. The last chunk is written only when all before it are, and a source that ends early
 * or fails gets no last chunk, so that what went out never looks complete. Closes the source in the
 * end. Lives on the event loop.
 */
final class BodyWriter implements SourceReader.Sink {
  /** The first bytes go out soon. */
  private static final int FIRST_READ = 16 << 10;

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
  private final Unsent.Share share;

  /** What the outstanding read may bring, and what the channel holds. */
  private int reading;

  private long handedOver;
  private @Nullable ByteBuf first;
  private long remaining;
  private long written;
  private boolean opened;
  private boolean started;
  private boolean ended;

  BodyWriter(Channel channel, Body.Range range, Unsent unsent, Listener listener) {
    this.channel = channel;
    this.range = range;
    this.listener = listener;
    this.reader = new SourceReader(range.source(), range.offset(), channel.eventLoop(), this);
    this.share = unsent.share(channel, this::goOn);
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

  /** There is room to read into; before the head has gone out, for the first read. */
  private void goOn() {
    if (started || !opened) {
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
    unread();
    if (handedOver == 0) {
      share.close();
    }
  }

  /** After {@link #close}, when the connection has let go of all that was handed to it. */
  void letGo() {
    share.close();
  }

  @Override
  public int wanted() {
    if (ended) {
      return 0;
    }
    if (opened && !(started && channel.isWritable())) {
      return 0;
    }
    reading = share.take(atMost(opened ? LATER_READ : FIRST_READ));
    return reading;
  }

  @Override
  public void chunk(ByteBuf chunk) {
    share.giveBack(reading - chunk.readableBytes());
    reading = 0;
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
    handOver(new DefaultHttpContent(chunk), length);
  }

  private void end(LastHttpContent last) {
    var written = handOver(last, last.content().readableBytes());
    close();
    listener.writing(written);
  }

  private ChannelFuture handOver(HttpContent content, int length) {
    handedOver += length;
    return channel.write(content).addListener(done -> taken(length, done.isSuccess()));
  }

  private void taken(int length, boolean goesOn) {
    handedOver -= length;
    share.giveBack(length);
    if (ended && handedOver == 0) {
      share.close();
    } else if (goesOn && share.isEmpty()) {
      // It may have stopped at one piece, which no change of writability tells.
      goOn();
    }
  }

  private void unread() {
    share.giveBack(reading);
    reading = 0;
  }

  private IllegalStateException endedEarly() {
    return new IllegalStateException(
        "the source ended %d bytes early, at %d".formatted(remaining, written));
  }
}
