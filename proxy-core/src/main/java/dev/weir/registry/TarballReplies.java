package dev.weir.registry;

import dev.weir.cache.HotEntry;
import dev.weir.http.Outcome;
import dev.weir.http.Replies;
import dev.weir.http.Reply;
import dev.weir.http.Request;
import dev.weir.io.ByteSource;
import dev.weir.model.Integrity;
import dev.weir.resolve.TarballFound;
import io.netty.handler.codec.http.DefaultHttpHeaders;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaders;
import io.netty.handler.codec.http.HttpResponseStatus;
import java.util.List;
import java.util.Optional;

/** Replies made of tarballs: 200, 206, 304, 416 and HEAD; never with a coding of ours. */
final class TarballReplies {
  static final String CONTENT_TYPE = "application/octet-stream";

  private static final String IMMUTABLE = "public, max-age=31536000, immutable";

  /** A body up to this goes out in one vectored write; a longer one is pulled. */
  static final long AT_ONCE = 1 << 20;

  private TarballReplies() {}

  /** The heads of an entry's replies. */
  static Heads heads(HotEntry entry) {
    var etag = entry.entity().etag();
    return Heads.of(entry, known -> headers(Optional.of(etag)), fields -> notModified(etag));
  }

  /** Of an entry whose body's reference the caller holds and gives up. */
  static Reply hot(Request request, HotEntry entry) {
    var etag = entry.entity().etag();
    if (Conditional.notModified(request.headers(), etag)) {
      entry.body().release();
      return notModified(etag);
    }
    long length = entry.body().length();
    var range = range(request, etag, length);
    if (range instanceof ByteRanges.Whole && length <= AT_ONCE) {
      return new Reply(
          HttpResponseStatus.OK,
          headers(Optional.of(etag)),
          new Reply.Body.Bytes(entry.body().asBuffer()),
          Outcome.OK);
    }
    return ranged(range, etag, length, entry.body().asSource());
  }

  static Reply stored(Request request, TarballFound.Stored stored) {
    var etag = etag(stored);
    var reader = stored.tarball().reader();
    if (Conditional.notModified(request.headers(), etag)) {
      reader.close();
      return notModified(etag);
    }
    return ranged(range(request, etag, reader.length()), etag, reader.length(), reader);
  }

  /** On its way; a range of it can be served while the whole length is known. */
  static Reply flying(Request request, TarballFound.Flying flying) {
    var etag = flying.facts().integrity().map(TarballReplies::etag);
    long length = flying.reader().length();
    if (length >= 0 && etag.isPresent()) {
      return ranged(range(request, etag.get(), length), etag.get(), length, flying.reader());
    }
    return new Reply(
        HttpResponseStatus.OK,
        headers(etag),
        new Reply.Body.Range(flying.reader(), 0, length),
        Outcome.OK);
  }

  /** For HEAD of what is not here: known to be there, its length unknown. */
  static Reply described(Request request, TarballFound.Described described) {
    var unchanged = notModified(request, described);
    return unchanged.orElseGet(
        () ->
            new Reply(
                HttpResponseStatus.OK,
                headers(described.facts().integrity().map(TarballReplies::etag)),
                Reply.Body.EMPTY,
                Outcome.OK));
  }

  /** 304 if the client has it. */
  static Optional<Reply> notModified(Request request, TarballFound found) {
    Optional<String> etag =
        found instanceof TarballFound.Stored stored
            ? Optional.of(etag(stored))
            : found.facts().integrity().map(TarballReplies::etag);
    return etag.filter(tag -> Conditional.notModified(request.headers(), tag))
        .map(TarballReplies::notModified);
  }

  /** Lets go of a tarball that will not be sent. */
  static void close(TarballFound found) {
    found.match(
        stored -> closed(stored.tarball().reader()),
        flying -> closed(flying.reader()),
        described -> true);
  }

  /** By what the origin says, which is known before the first byte, else by the content. */
  static String etag(TarballFound.Stored stored) {
    return stored
        .facts()
        .integrity()
        .map(TarballReplies::etag)
        .orElseGet(() -> etag(new Integrity(List.of(stored.tarball().record().blobId().digest()))));
  }

  private static String etag(Integrity integrity) {
    return '"' + integrity.sri() + '"';
  }

  private static boolean closed(ByteSource source) {
    source.close();
    return true;
  }

  private static ByteRanges range(Request request, String etag, long length) {
    // A range is of GET alone (RFC 9110, section 14.2).
    return !request.head() && Conditional.rangeApplies(request.headers(), etag)
        ? ByteRanges.of(request.headers().get(HttpHeaderNames.RANGE), length)
        : new ByteRanges.Whole();
  }

  private static Reply ranged(ByteRanges range, String etag, long length, ByteSource source) {
    var headers = headers(Optional.of(etag));
    if (range instanceof ByteRanges.Unsatisfiable) {
      source.close();
      return unsatisfiable(length);
    } else if (range instanceof ByteRanges.Part part) {
      headers.set(
          HttpHeaderNames.CONTENT_RANGE,
          "bytes %d-%d/%d".formatted(part.offset(), part.offset() + part.length() - 1, length));
      return new Reply(
          HttpResponseStatus.PARTIAL_CONTENT,
          headers,
          new Reply.Body.Range(source, part.offset(), part.length()),
          Outcome.OK);
    }
    return new Reply(
        HttpResponseStatus.OK, headers, new Reply.Body.Range(source, 0, length), Outcome.OK);
  }

  private static Reply unsatisfiable(long length) {
    var reply =
        Replies.error(
            HttpResponseStatus.REQUESTED_RANGE_NOT_SATISFIABLE,
            Outcome.CLIENT_ERROR,
            "range: past the end (expected: below %d)".formatted(length));
    reply.headers().set(HttpHeaderNames.CONTENT_RANGE, "bytes */" + length);
    return reply;
  }

  private static Reply notModified(String etag) {
    var headers = headers(Optional.of(etag));
    headers.remove(HttpHeaderNames.CONTENT_TYPE);
    return new Reply(HttpResponseStatus.NOT_MODIFIED, headers, Reply.Body.EMPTY, Outcome.OK);
  }

  private static HttpHeaders headers(Optional<String> etag) {
    var headers = new DefaultHttpHeaders();
    headers.set(HttpHeaderNames.CONTENT_TYPE, CONTENT_TYPE);
    headers.set(HttpHeaderNames.CACHE_CONTROL, IMMUTABLE);
    headers.set(HttpHeaderNames.ACCEPT_RANGES, "bytes");
    etag.ifPresent(tag -> headers.set(HttpHeaderNames.ETAG, tag));
    return headers;
  }
}
