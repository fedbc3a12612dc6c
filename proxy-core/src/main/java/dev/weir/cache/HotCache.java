package dev.weir.cache;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.RemovalCause;
import dev.weir.model.PackageName;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import io.netty.buffer.UnpooledByteBufAllocator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Bodies ready to send, W-TinyLFU by weight.
 *
 * <p>An entry may be evicted while it is being written: {@link #get} takes a reference or misses.
 * What is evicted and still referenced counts on, and too much of that keeps new bodies out.
 */
public final class HotCache {
  /** Of an entry beside its body, on the heap: keys, and the heads of its replies. */
  private static final int OVERHEAD = 1536;

  private final Cache<HotKey, HotEntry> entries;

  /** Of its own, so that it counts what is evicted and still being written as well. */
  private final UnpooledByteBufAllocator allocator = new UnpooledByteBufAllocator(true);

  private final Eras eras;
  private final LongAdder hits = new LongAdder();
  private final LongAdder misses = new LongAdder();
  private final LongAdder evictions = new LongAdder();
  private final long limit;
  private final long pinnedLimit;
  private volatile boolean closed;

  /**
   * @param limit the weight of what is kept, in bytes
   * @param pinnedLimit how much more may be evicted and still being written, in bytes
   * @param eras of the packages whose bodies are kept
   */
  public HotCache(long limit, long pinnedLimit, Eras eras) {
    this.limit = limit;
    this.pinnedLimit = pinnedLimit;
    this.eras = eras;
    this.entries =
        Caffeine.newBuilder()
            .maximumWeight(limit)
            .weigher((HotKey key, HotEntry entry) -> weight(entry.body()))
            .executor(Runnable::run)
            .removalListener(this::removed)
            .build();
  }

  /** The entry with a reference to its body that the caller gives back, or nothing. */
  public Optional<HotEntry> get(HotKey key) {
    var entry = entries.getIfPresent(key);
    if (entry == null || isOver(key, entry) || !entry.body().tryRetain()) {
      misses.increment();
      return Optional.empty();
    }
    hits.increment();
    return Optional.of(entry);
  }

  /**
   * The entry if it may be sent as it is, with a reference to its body that the caller gives back;
   * or null.
   *
   * @param stamp of the repository now
   * @param now in milliseconds since the epoch
   */
  public @Nullable HotEntry find(HotKey key, long stamp, long now) {
    var entry = entries.getIfPresent(key);
    if (entry == null || !isTaken(key, entry, stamp, now)) {
      misses.increment();
      return null;
    }
    hits.increment();
    return entry;
  }

  /** The same for one who may leave it to another to look again: counts nothing. */
  public @Nullable HotEntry peek(HotSlot slot, long stamp, long now) {
    var known = slot.use();
    if (known != null && isTaken(slot.key(), known, stamp, now)) {
      return known;
    }
    var entry = entries.getIfPresent(slot.key());
    slot.keep(entry);
    return entry != null && isTaken(slot.key(), entry, stamp, now) ? entry : null;
  }

  /** Whether it may be sent, with a reference to its body for the caller. */
  private boolean isTaken(HotKey key, HotEntry entry, long stamp, long now) {
    return entry.usable(stamp, now) && !isOver(key, entry) && entry.body().tryRetain();
  }

  /** Counts a hit, for one who has {@link #peek peeked} and answered. */
  public void hit() {
    hits.increment();
  }

  /** Makes a body of chunks of at most {@link HotBody#CHUNK}, which it owns from here on. */
  public HotBody body(List<ByteBuf> chunks) {
    return new HotBody(chunks);
  }

  /** Where the chunks of bodies come from: direct memory outside the pool. */
  public ByteBufAllocator allocator() {
    return allocator;
  }

  /** Whether a body of {@code length} bytes is let in just now. */
  public boolean admits(long length) {
    return length <= limit / 8 && bytes() + length <= limit + pinnedLimit;
  }

  /** Keeps {@code entry} if it is of the package's era, with a reference of its own to the body. */
  public void put(HotKey key, HotEntry entry) {
    if (closed || !admits(0) || isOver(key, entry)) {
      return;
    }
    entry.body().retain();
    entries.put(key, entry);
  }

  /** What is kept of an era that is over takes room until something else wants it. */
  private boolean isOver(HotKey key, HotEntry entry) {
    return eras.of(key.name()) != entry.era();
  }

  /** Forgets one entry, if it is there. */
  public void forget(HotKey key) {
    entries.invalidate(key);
  }

  /** Forgets those of a package's entries that are {@code meant}, and answers how many. */
  int forget(PackageName name, Predicate<HotKey> meant) {
    int forgotten = 0;
    for (var key : entries.asMap().keySet()) {
      boolean found = key.name().equals(name) && meant.test(key);
      if (found && entries.asMap().remove(key) != null) {
        forgotten++;
      }
    }
    return forgotten;
  }

  /** Forgets everything and keeps nothing more; bodies go as soon as nobody writes them. */
  public void close() {
    closed = true;
    entries.invalidateAll();
    entries.cleanUp();
  }

  public long entries() {
    return entries.estimatedSize();
  }

  /** Memory of all bodies, evicted ones that are still being written included. */
  public long bytes() {
    return allocator.metric().usedDirectMemory();
  }

  /** Memory of bodies that are evicted and still being written. */
  public long pinnedBytes() {
    long kept = entries.policy().eviction().orElseThrow().weightedSize().orElse(0);
    return Math.max(0, bytes() - kept);
  }

  /** The weight of what is kept, at most, in bytes. */
  public long limit() {
    return limit;
  }

  public long hits() {
    return hits.sum();
  }

  public long misses() {
    return misses.sum();
  }

  public long evictions() {
    return evictions.sum();
  }

  private void removed(@Nullable HotKey key, @Nullable HotEntry entry, RemovalCause cause) {
    if (cause.wasEvicted()) {
      evictions.increment();
    }
    if (entry != null) {
      entry.takenOut();
      entry.body().release();
    }
  }

  private static int weight(HotBody body) {
    return (int) Math.min(Integer.MAX_VALUE, body.capacity() + OVERHEAD);
  }
}
