package dev.weir.registry;

import dev.weir.cache.CacheListener;
import dev.weir.cache.HotEntry;
import dev.weir.http.EncodedHead;
import dev.weir.http.Outcome;
import dev.weir.http.ReadyReply;
import dev.weir.http.Reply;
import dev.weir.http.Request;
import io.netty.handler.codec.http.HttpHeaders;
import io.netty.handler.codec.http.HttpResponseStatus;
import java.util.function.Function;

/** The heads of what is answered of a hot entry, kept with it. */
record Heads(EncodedHead whole, EncodedHead notModified) implements HotEntry.Prepared {
  /**
   * Those of {@code entry}.
   *
   * @param headers makes the fields of its 200
   * @param unchanged makes the 304 of these fields
   */
  static Heads of(
      HotEntry entry,
      Function<HotEntry, HttpHeaders> headers,
      Function<HttpHeaders, Reply> unchanged) {
    if (entry.prepared() instanceof Heads known) {
      return known;
    }
    var fields = headers.apply(entry);
    var whole =
        EncodedHead.before(entry.body().length(), HttpResponseStatus.OK, fields, Outcome.OK);
    var made = new Heads(whole, EncodedHead.of(unchanged.apply(fields)));
    entry.prepare(made);
    return made;
  }

  /** A 304 for who has it, else all of it; gives up the caller's reference to the body. */
  ReadyReply reply(Request request, HotEntry entry, CacheListener listener) {
    if (Conditional.notModified(request.headers(), entry.entity().etag())) {
      entry.body().release();
      return new ReadyReply(notModified);
    }
    listener.bytesSaved(entry.body().length());
    return new ReadyReply(whole, entry.body().asBuffer());
  }
}
