package dev.weir.registry;

import dev.weir.cache.CacheKind;
import dev.weir.cache.CacheStatus;
import dev.weir.cache.HotEntry;
import dev.weir.cache.HotKey;
import dev.weir.cache.HotSlot;
import dev.weir.http.EncodedHead;
import dev.weir.http.ReadyReply;
import dev.weir.http.Request;
import dev.weir.http.Shortcut;
import dev.weir.model.PackageName;
import io.netty.handler.codec.http.HttpHeaderNames;
import java.util.concurrent.atomic.AtomicReferenceArray;
import org.jspecify.annotations.Nullable;

/**
 * The packument of one package in one repository, for those who ask for it again and again: out of
 * the hot cache with the head that is kept there, or the 404 that was the answer a moment ago.
 */
final class HotPackument implements Shortcut {
  /** How long a 404 is repeated before it is asked for again, in milliseconds. */
  private static final long REPEATED = 1000;

  private final RegistryParts parts;
  private final PackumentReplies replies;
  private final RepositoryBase base;
  private final PackageName name;

  /** Of the base that was last asked for; a race makes equal ones twice. */
  private volatile @Nullable Slots slots;

  private volatile @Nullable Absence absence;

  HotPackument(
      RegistryParts parts, PackumentReplies replies, RepositoryBase base, PackageName name) {
    this.parts = parts;
    this.replies = replies;
    this.base = base;
    this.name = name;
  }

  /** The slots of one base, made as they are asked for. */
  private record Slots(String base, AtomicReferenceArray<@Nullable HotSlot> made) {}

  private record Absence(EncodedHead head, long stamp, long era, long until) {}

  PackageName name() {
    return name;
  }

  @Override
  public @Nullable ReadyReply find(Request request) {
    if (!request.query().isEmpty() || request.headers().contains(HttpHeaderNames.CACHE_CONTROL)) {
      return null;
    }
    var gone = absence;
    if (gone != null) {
      return absent(gone);
    }
    long now = now();
    var entry = parts.hot().peek(slot(request, Negotiation.of(request.headers())), stamp(), now);
    return entry == null ? null : reply(request, entry, now);
  }

  HotKey key(Request request, Negotiation negotiation) {
    return slot(request, negotiation).key();
  }

  private HotSlot slot(Request request, Negotiation negotiation) {
    var url = base.of(request);
    var known = slots;
    if (known == null || !known.base.equals(url)) {
      known = new Slots(url, new AtomicReferenceArray<>(Negotiation.COUNT));
      slots = known;
    }
    var slot = known.made.getAcquire(negotiation.index());
    if (slot == null) {
      slot = new HotSlot(new HotKey(base.repository(), name, negotiation.item(), url));
      known.made.setRelease(negotiation.index(), slot);
    }
    return slot;
  }

  /** Remembers that there is no such package, which {@code head} says. */
  void absent(EncodedHead head, long stamp, long era) {
    forget(slots);
    absence = new Absence(head, stamp, era, now() + REPEATED);
  }

  /** A document that was lost here ends no era, and what was rendered of it may still be stale. */
  private void forget(@Nullable Slots known) {
    for (int i = 0; known != null && i < known.made.length(); i++) {
      var slot = known.made.getAcquire(i);
      if (slot != null) {
        parts.hot().forget(slot.key());
      }
    }
  }

  /** There is. */
  void present() {
    absence = null;
  }

  private @Nullable ReadyReply absent(Absence gone) {
    if (gone.stamp != stamp() || gone.era != parts.eras().of(name) || now() >= gone.until) {
      absence = null;
      return null;
    }
    parts.listener().answered(base.repository(), CacheKind.PACKUMENT, CacheStatus.NEGATIVE);
    return new ReadyReply(gone.head);
  }

  private @Nullable ReadyReply reply(Request request, HotEntry entry, long now) {
    if (entry.body().length() > PackumentReplies.AT_ONCE || entry.claimLook(now)) {
      entry.body().release();
      return null;
    }
    parts.hot().hit();
    parts.listener().answered(base.repository(), CacheKind.PACKUMENT, status(entry, now));
    return replies.heads(entry).reply(request, entry, parts.listener());
  }

  static CacheStatus status(HotEntry entry, long now) {
    return entry.fresh(now) ? CacheStatus.HIT : CacheStatus.UPDATING;
  }

  private long stamp() {
    return parts.catalog().snapshot().stamp(base.repository());
  }

  private long now() {
    return parts.clock().millis();
  }
}
