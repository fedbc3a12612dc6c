package dev.weir.testing.server;

import static io.netty.buffer.Unpooled.EMPTY_BUFFER;
import static io.netty.buffer.Unpooled.wrappedBuffer;
import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.util.concurrent.TimeUnit.NANOSECONDS;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelOption;
import java.time.Duration;

/**
 * One answer on its way out, paced, cut and damaged as its fault says. Lives on the connection's
 * event loop; where it waits it has scheduled a task.
 *
 * <p>The buffers are wrapped arrays, which no leak detector watches: an answer that hangs on
 * purpose is not a leak of the code under test.
 */
final class Sending {
  private static final byte[] LAST_CHUNK = "0\r\n\r\n".getBytes(US_ASCII);
  private static final byte[] CRLF = "\r\n".getBytes(US_ASCII);
  private static final Duration TIME_TO_ARRIVE = Duration.ofMillis(50);

  private final Channel channel;
  private final AnswerHead head;
  private final byte[] body;
  private final Fault fault;
  private final Traffic traffic;
  private final Runnable ended;
  private final int end;
  private int position;
  private boolean bodyBegun;
  private boolean pumping;

  /** {@code ended} is run when the last byte has been written, or would have been. */
  Sending(Channel channel, AnswerHead head, Fault fault, Traffic traffic, Runnable ended) {
    this.channel = channel;
    this.head = head;
    this.body = head.body();
    this.fault = fault;
    this.traffic = traffic;
    this.ended = ended;
    this.end = Math.min(body.length, fault.ending.after());
  }

  void start() {
    write(wrappedBuffer(head.encoded()));
    if (fault.bodyDelay.isZero()) {
      pump();
    } else {
      channel.flush();
      later(fault.bodyDelay, this::pump);
    }
  }

  /** To be called when the channel takes bytes again. */
  void writable() {
    if (bodyBegun && !pumping && position < end && !fault.pace.slow()) {
      pump();
    }
  }

  private void pump() {
    bodyBegun = true;
    // A write may call writable() too, when the channel has had enough.
    pumping = true;
    boolean resting = false;
    while (position < end && channel.isWritable() && !resting) {
      piece(Math.min(fault.pace.bytes(), end - position));
      resting = fault.pace.slow();
    }
    pumping = false;
    if (position >= end) {
      finish();
    } else if (fault.pace.slow()) {
      later(fault.pace.interval(), this::pump);
    }
    // Last, since it may call writable() and so come here again.
    channel.flush();
  }

  private void piece(int length) {
    if (head.chunked()) {
      write(wrappedBuffer((Integer.toHexString(length) + "\r\n").getBytes(US_ASCII)));
    }
    write(bytes(length));
    if (head.chunked()) {
      write(wrappedBuffer(CRLF));
    }
    position += length;
  }

  private ByteBuf bytes(int length) {
    int damaged = fault.corruptAt.orElse(-1) - position;
    if (damaged < 0 || damaged >= length) {
      return wrappedBuffer(body, position, length);
    }
    var copy = Unpooled.copiedBuffer(body, position, length);
    return copy.setByte(damaged, copy.getByte(damaged) ^ 1);
  }

  private void finish() {
    switch (fault.ending.kind()) {
      case COMPLETE -> complete();
      case CUT -> close();
      case RESET ->
          channel
              .writeAndFlush(EMPTY_BUFFER)
              .addListener(written -> later(TIME_TO_ARRIVE, this::reset));
      case STALL -> {}
    }
  }

  private void complete() {
    if (head.chunked()) {
      write(wrappedBuffer(LAST_CHUNK));
    }
    if (head.keepsAlive()) {
      ended.run();
    } else {
      close();
    }
  }

  private void close() {
    ended.run();
    channel.writeAndFlush(EMPTY_BUFFER).addListener(ChannelFutureListener.CLOSE);
  }

  private void reset() {
    ended.run();
    reset(channel);
  }

  /** Closes by RST: nothing may linger. */
  static void reset(Channel channel) {
    channel.config().setOption(ChannelOption.SO_LINGER, 0);
    channel.close();
  }

  private void write(ByteBuf bytes) {
    traffic.sent(bytes.readableBytes());
    channel.write(bytes, channel.voidPromise());
  }

  private void later(Duration time, Runnable step) {
    channel.eventLoop().schedule(() -> ifOpen(step), time.toNanos(), NANOSECONDS);
  }

  private void ifOpen(Runnable step) {
    if (channel.isActive()) {
      step.run();
    }
  }
}
