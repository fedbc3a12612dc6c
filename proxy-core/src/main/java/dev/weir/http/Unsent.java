package dev.weir.http;

import io.netty.channel.Channel;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Bytes that were read for clients and that they have not taken yet, all together, against a limit:
 * a thousand clients that dawdle must not hold a thousand high water marks.
 *
 * <p>From half the limit on, each client gets small pieces, one at a time. At the limit readers
 * wait their turn, and while anyone waits, clients that take next to nothing are cut: as many as
 * the others need the room of. Nobody is cut for being slow while there is room.
 *
 * <p>Thread-safe; a {@link Share} lives on its channel's event loop.
 */
final class Unsent {
  private static final Logger LOG = LoggerFactory.getLogger(Unsent.class);

  /** What a client gets at a time when room is short, and must take in {@link #patience}. */
  static final int SMALL = 64 << 10;

  private static final int LARGE = 256 << 10;
  private static final int LOOKS = 8;

  private final long limit;
  private final Duration patience;
  private final HttpListener listener;
  private final AtomicLong held = new AtomicLong();
  private final Set<Share> holders = ConcurrentHashMap.newKeySet();
  private final ConcurrentLinkedQueue<Share> waiting = new ConcurrentLinkedQueue<>();
  private final AtomicLong waiters = new AtomicLong();
  private final AtomicLong toFree = new AtomicLong();
  private final AtomicBoolean watching = new AtomicBoolean();

  /**
   * @param limit in bytes
   * @param patience how long a client may take less than {@link #SMALL} when room is short
   * @param listener told of clients that are cut
   */
  Unsent(long limit, Duration patience, HttpListener listener) {
    this.limit = limit;
    this.patience = patience;
    this.listener = listener;
  }

  /** Bytes held now. */
  long held() {
    return held.get();
  }

  /**
   * The part that one reply holds.
   *
   * @param goOn called on the event loop when there may be room again
   */
  Share share(Channel channel, Runnable goOn) {
    return new Share(channel, goOn);
  }

  private boolean isShort() {
    return held.get() > limit / 2;
  }

  private void freed(long bytes) {
    held.addAndGet(-bytes);
    for (long room = Math.max(bytes, SMALL); room > 0; room -= SMALL) {
      wakeNext();
    }
  }

  private void wakeNext() {
    var next = waiting.poll();
    if (next != null) {
      waiters.decrementAndGet();
      next.onLoop(next::roomAgain);
    }
  }

  private void await(Share share) {
    waiters.incrementAndGet();
    waiting.add(share);
    watch(share.channel);
    if (held.get() < limit) {
      // What was freed before this one waited woke nobody.
      wakeNext();
    }
  }

  /** Looks at all holders a few times in each patience, as long as there is too little room. */
  private void watch(Channel channel) {
    if (watching.compareAndSet(false, true)) {
      lookLater(channel);
    }
  }

  private void lookLater(Channel channel) {
    try {
      channel
          .eventLoop()
          .schedule(() -> look(channel), patience.toNanos() / LOOKS, TimeUnit.NANOSECONDS);
    } catch (RejectedExecutionException loopEnded) {
      watching.set(false);
    }
  }

  private void look(Channel channel) {
    long wanted = waiters.get() * SMALL + Math.max(0, held.get() - limit);
    if (wanted <= 0) {
      watching.set(false);
      return;
    }
    for (long room = limit - held.get(); room > 0 && !waiting.isEmpty(); room -= SMALL) {
      wakeNext();
    }
    toFree.set(wanted);
    holders.forEach(holder -> holder.onLoop(holder::judge));
    lookLater(channel);
  }

  /** What one reply holds, and how its client takes it. */
  final class Share {
    private final Channel channel;
    private final Runnable goOn;
    private long mine;
    private long handed;
    private long mark;
    private long markedAt = System.nanoTime();
    private boolean isWaiting;
    private boolean closed;

    private Share(Channel channel, Runnable goOn) {
      this.channel = channel;
      this.goOn = goOn;
    }

    /**
     * How many bytes may be read next, which are held from here on; or 0, and the share goes on
     * when there is room.
     *
     * @param atMost more than the reader wants
     */
    int take(int atMost) {
      boolean isShort = isShort();
      if (isWaiting || isShort && mine > 0) {
        return 0;
      }
      int bytes = Math.min(atMost, isShort ? SMALL : LARGE);
      if (held.addAndGet(bytes) > limit) {
        held.addAndGet(-bytes);
        isWaiting = true;
        await(this);
        return 0;
      }
      hold(bytes);
      return bytes;
    }

    /** Holds what is on its way already. */
    void takeAnyway(long bytes) {
      hold(bytes);
      if (held.addAndGet(bytes) > limit) {
        watch(channel);
      }
    }

    /** The client took them, or they were never read. */
    void giveBack(long bytes) {
      if (!closed && bytes > 0) {
        mine -= bytes;
        freed(bytes);
      }
    }

    /** Whether it holds nothing and waits for nothing. */
    boolean isEmpty() {
      return mine == 0 && !isWaiting;
    }

    /** Gives back all. Idempotent. */
    void close() {
      if (!closed) {
        closed = true;
        holders.remove(this);
        freed(mine);
        mine = 0;
      }
    }

    private void hold(long bytes) {
      if (handed == 0) {
        holders.add(this);
      }
      mine += bytes;
      handed += bytes;
    }

    private void roomAgain() {
      isWaiting = false;
      if (closed) {
        // Its turn is another's.
        wakeNext();
      } else {
        goOn.run();
      }
    }

    /** Cuts the client if it has taken too little for too long, and its room is needed. */
    private void judge() {
      var queue = channel.unsafe().outboundBuffer();
      if (closed || queue == null || mine == 0) {
        return;
      }
      long now = System.nanoTime();
      long taken = handed - mine + queue.currentProgress();
      if (taken - mark >= SMALL) {
        mark = taken;
        markedAt = now;
      } else if (now - markedAt >= patience.toNanos() && toFree.getAndAdd(-mine) > 0) {
        LOG.debug("connection closed: remote={} cause=too slow", channel.remoteAddress());
        listener.slowClientCut();
        channel.close();
      }
    }

    private void onLoop(Runnable step) {
      try {
        channel.eventLoop().execute(step);
      } catch (RejectedExecutionException loopEnded) {
        // The connection ended with it.
        wakeNext();
      }
    }
  }
}
