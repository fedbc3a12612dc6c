package dev.weir.http;

import io.netty.channel.Channel;
import org.jspecify.annotations.Nullable;

/**
 * Tells a slow client from one that takes nothing: notes the buffer at the head of the channel's
 * queue and how much of it has gone out. Lives on the event loop.
 */
final class WriteProgress {
  private final Channel channel;
  private @Nullable Object head;
  private long progress;
  private long movedAt;

  WriteProgress(Channel channel) {
    this.channel = channel;
  }

  /** Starts to look. */
  void reset() {
    head = null;
    movedAt = System.nanoTime();
  }

  /** Looks, and answers for how long the client has been taking nothing of what waits for it. */
  long stalledNanos() {
    var queue = channel.unsafe().outboundBuffer();
    var now = System.nanoTime();
    var nowHead = queue == null ? null : queue.current();
    long nowProgress = nowHead == null || queue == null ? 0 : queue.currentProgress();
    if (nowHead == null || nowHead != head || nowProgress != progress) {
      head = nowHead;
      progress = nowProgress;
      movedAt = now;
    }
    return now - movedAt;
  }
}
