package dev.weir.registry;

import dev.weir.cache.CacheKind;
import dev.weir.cache.CacheStatus;
import dev.weir.cache.HotEntry;
import dev.weir.cache.HotKey;
import dev.weir.http.ReadyReply;
import dev.weir.http.Request;
import dev.weir.http.Shortcut;
import io.netty.handler.codec.http.HttpHeaderNames;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/** One tarball in one repository, out of the hot cache, whole or as a 304. */
final class HotTarball implements Shortcut {
  private final RegistryParts parts;
  private final HotKey key;
  private final AtomicBoolean asked = new AtomicBoolean();

  HotTarball(RegistryParts parts, HotKey key) {
    this.parts = parts;
    this.key = key;
  }

  HotKey key() {
    return key;
  }

  /** Whether it was asked for before, which this call counts as. */
  boolean askedBefore() {
    return asked.getAndSet(true);
  }

  @Override
  public @Nullable ReadyReply find(Request request) {
    if (request.headers().contains(HttpHeaderNames.RANGE)) {
      return null;
    }
    long stamp = parts.catalog().snapshot().stamp(key.repository());
    var entry = parts.hot().find(key, stamp, parts.clock().millis());
    return entry == null ? null : reply(request, entry);
  }

  private @Nullable ReadyReply reply(Request request, HotEntry entry) {
    var etag = entry.entity().etag();
    if (entry.body().length() > TarballReplies.AT_ONCE
        || ExpectedIntegrity.differs(request.headers(), etag)) {
      entry.body().release();
      return null;
    }
    parts.listener().answered(key.repository(), CacheKind.TARBALL, CacheStatus.HIT);
    var heads = TarballReplies.heads(entry);
    if (Conditional.notModified(request.headers(), etag)) {
      entry.body().release();
      return new ReadyReply(heads.notModified());
    }
    parts.listener().bytesSaved(entry.body().length());
    return new ReadyReply(heads.whole(), entry.body().asBuffer());
  }
}
