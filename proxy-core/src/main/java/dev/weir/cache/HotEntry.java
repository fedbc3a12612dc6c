package dev.weir.cache;

import java.time.Instant;
import java.util.concurrent.atomic.AtomicLongFieldUpdater;
import org.jspecify.annotations.Nullable;

/**
 * A body with what has to be known to send it without asking anybody. Thread-safe; whoever has it
 * from the {@link HotCache} holds a reference to its body.
 */
public final class HotEntry {
  /** What whoever sends an entry worked out to send it, and wants to find again. Immutable. */
  public interface Prepared {}

  /** A look that has not come to anything by then failed. In milliseconds. */
  private static final long PATIENCE = 1000;

  private static final AtomicLongFieldUpdater<HotEntry> NEXT_LOOK =
      AtomicLongFieldUpdater.newUpdater(HotEntry.class, "nextLook");

  private final Entity entity;
  private final HotBody body;
  private final long stamp;
  private final long era;
  private final long freshUntil;
  private final long staleUntil;

  /** When somebody may be sent to look again, in milliseconds since the epoch. */
  private volatile long nextLook;

  /** It was replaced, evicted or forgotten. */
  private volatile boolean out;

  /** A race prepares twice, the same. */
  private volatile @Nullable Prepared prepared;

  /**
   * @param stamp of the repository that it was made for: another one now, and it is out of date
   * @param era of the package when the making of the body began: another one now, and it is out of
   *     date as well
   */
  public HotEntry(Entity entity, HotBody body, long stamp, long era, Freshness freshness) {
    this.entity = entity;
    this.body = body;
    this.stamp = stamp;
    this.era = era;
    this.freshUntil = millis(freshness.until());
    this.staleUntil = millis(freshness.staleUntil());
    this.nextLook = freshUntil;
  }

  public Entity entity() {
    return entity;
  }

  public HotBody body() {
    return body;
  }

  /** Of the package, when the making of the body began. */
  long era() {
    return era;
  }

  /** The cache no longer has it. */
  void takenOut() {
    out = true;
    // Whoever remembers it shall not keep the heads of its replies.
    prepared = null;
  }

  boolean isOut() {
    return out;
  }

  /**
   * Whether it may be sent as it is, if only while somebody looks at its sources.
   *
   * @param now in milliseconds since the epoch, here and below
   */
  public boolean usable(long currentStamp, long now) {
    return stamp == currentStamp && now < staleUntil;
  }

  public boolean fresh(long now) {
    return now < freshUntil;
  }

  /** Whether the caller is the one who looks at the sources now: one a second, once it is stale. */
  public boolean claimLook(long now) {
    long due = nextLook;
    return now >= due && NEXT_LOOK.compareAndSet(this, due, now + PATIENCE);
  }

  /** What was last {@link #prepare prepared}, if anything. */
  public @Nullable Prepared prepared() {
    return prepared;
  }

  /** Keeps what the next sender may use. */
  public void prepare(Prepared made) {
    prepared = made;
  }

  private static long millis(Instant instant) {
    return instant.equals(Instant.MAX) ? Long.MAX_VALUE : instant.toEpochMilli();
  }
}
