package dev.weir.registry;

import dev.weir.cache.CacheKind;
import dev.weir.cache.CacheStatus;
import dev.weir.cache.HotEntry;
import dev.weir.cache.HotKey;
import dev.weir.cache.HotSlot;
import dev.weir.http.ReadyReply;
import dev.weir.http.Request;
import dev.weir.http.Shortcut;
import io.netty.handler.codec.http.HttpHeaderNames;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/** One tarball in one repository, out of the hot cache, whole or as a 304. */
final class HotTarball implements Shortcut {
  private final RegistryParts parts;
  private final HotKey key;
  private final HotSlot slot;

  /** How long a long tarball that did not stay in memory is left to the store, in milliseconds. */
  private static final long PAUSE = 10_000;

  /**
   * When it may be read into memory, in milliseconds since the epoch; 0 before the first asking.
   */
  private final AtomicLong nextRead = new AtomicLong();

  HotTarball(RegistryParts parts, HotKey key) {
    this.parts = parts;
    this.key = key;
    this.slot = new HotSlot(key);
  }

  HotKey key() {
    return key;
  }

  /** Whether it was asked for before and not read into memory lately; this call is an asking. */
  boolean wantsReading() {
    long now = parts.clock().millis();
    long due = nextRead.getAndUpdate(time -> time == 0 ? now : now >= time ? now + PAUSE : time);
    return due != 0 && now >= due;
  }

  @Override
  public @Nullable ReadyReply find(Request request) {
    if (request.headers().contains(HttpHeaderNames.RANGE)) {
      return null;
    }
    long stamp = parts.catalog().snapshot().stamp(key.repository());
    var entry = parts.hot().peek(slot, stamp, parts.clock().millis());
    return entry == null ? null : reply(request, entry);
  }

  private @Nullable ReadyReply reply(Request request, HotEntry entry) {
    var etag = entry.entity().etag();
    if (entry.body().length() > TarballReplies.AT_ONCE
        || ExpectedIntegrity.differs(request.headers(), etag)) {
      entry.body().release();
      return null;
    }
    parts.hot().hit();
    parts.listener().answered(key.repository(), CacheKind.TARBALL, CacheStatus.HIT);
    return TarballReplies.heads(entry).reply(request, entry, parts.listener());
  }
}
