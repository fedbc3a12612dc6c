package dev.weir.registry;

import dev.weir.cache.CacheListener;
import dev.weir.cache.CacheStatus;
import dev.weir.cache.Coding;
import dev.weir.cache.CpuPool;
import dev.weir.cache.Entity;
import dev.weir.cache.HotBody;
import dev.weir.cache.HotEntry;
import dev.weir.cache.HotKey;
import dev.weir.cache.InflatingSource;
import dev.weir.cache.Representations;
import dev.weir.config.PackumentSettings;
import dev.weir.http.Outcome;
import dev.weir.http.Reply;
import dev.weir.io.ByteSource;
import dev.weir.npm.Form;
import dev.weir.npm.PackumentPlan;
import dev.weir.resolve.PackumentView;
import io.netty.handler.codec.http.DefaultHttpHeaders;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaders;
import io.netty.handler.codec.http.HttpResponseStatus;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/** Replies made of packuments: 200, 304, and HEAD before any body exists. */
final class PackumentReplies {
  /** A body up to this goes out in one vectored write; a longer one is pulled. */
  static final long AT_ONCE = 1 << 20;

  /** RFC 9110, section 5.6.7: with two digits for the day, unlike the JDK's RFC 1123. */
  private static final DateTimeFormatter IMF_FIXDATE =
      DateTimeFormatter.ofPattern("EEE, dd MMM yyyy HH:mm:ss 'GMT'", Locale.US);

  private final Representations representations;
  private final CpuPool cpu;
  private final CacheListener listener;
  private final String cacheControl;

  PackumentReplies(RegistryParts parts) {
    this.representations = parts.representations();
    this.cpu = parts.cpu();
    this.listener = parts.listener();
    this.cacheControl = cacheControl(parts.packuments());
  }

  /** The heads of an entry's replies. */
  Heads heads(HotEntry entry) {
    return Heads.of(entry, known -> headers(known.entity()), fields -> notModified(fields));
  }

  /** Of an entry whose body's reference the caller holds and gives up. */
  Reply hot(RepositoryRequest request, HotEntry entry) {
    long length = entry.body().length();
    var reply = fetched(request, entry);
    if (reply.status().equals(HttpResponseStatus.OK) && !request.http().head()) {
      listener.bytesSaved(length);
    }
    return reply;
  }

  /** The same of an entry that an origin has just been asked for: nothing was saved. */
  Reply fetched(RepositoryRequest request, HotEntry entry) {
    var headers = headers(entry.entity());
    if (Conditional.notModified(request.http().headers(), entry.entity().etag())) {
      entry.body().release();
      return notModified(headers);
    }
    return whole(headers, entry.body());
  }

  CompletionStage<Reply> of(
      RepositoryRequest request, PackumentView view, Negotiation negotiation) {
    var form = negotiation.form();
    return of(request, view, form.name(), negotiation.coding(), view.plan(form, request.base()));
  }

  /**
   * The reply for any plan of a view.
   *
   * @param rendering names the plan among all of the package
   */
  CompletionStage<Reply> of(
      RepositoryRequest request,
      PackumentView view,
      String rendering,
      Coding coding,
      PackumentPlan plan) {
    var entity = entity(request, view, rendering, coding, plan);
    var headers = headers(entity);
    if (Conditional.notModified(request.http().headers(), entity.etag())) {
      renew(request, view, rendering, entity, plan);
      return now(notModified(headers));
    }
    if (request.http().head()) {
      renew(request, view, rendering, entity, plan);
      return now(describe(headers, entity));
    }
    if (view.status() == CacheStatus.HIT || view.status() == CacheStatus.UPDATING) {
      listener.bytesSaved(plan.length());
    }
    return coding == Coding.IDENTITY && Representations.inflatedOnTheWay(plan)
        ? inflated(request, view, rendering, headers, plan)
        : representations
            .body(order(request, view, rendering, entity, plan))
            .thenApply(body -> reply(headers, body));
  }

  private void renew(
      RepositoryRequest request,
      PackumentView view,
      String rendering,
      Entity entity,
      PackumentPlan plan) {
    if (!Representations.inflatedOnTheWay(plan) || entity.coding() != Coding.IDENTITY) {
      representations.renew(order(request, view, rendering, entity, plan));
    }
  }

  /**
   * A large identity body: the gzip one, undone on the way out, since most clients take that and so
   * it is there already.
   */
  private CompletionStage<Reply> inflated(
      RepositoryRequest request,
      PackumentView view,
      String rendering,
      HttpHeaders headers,
      PackumentPlan plan) {
    var entity = entity(request, view, rendering, Coding.GZIP, plan);
    return representations
        .body(order(request, view, rendering, entity, plan))
        .thenApply(
            body ->
                range(
                    headers,
                    new InflatingSource(source(body), plan.length(), cpu.small()),
                    plan.length()));
  }

  private static Representations.Order order(
      RepositoryRequest request,
      PackumentView view,
      String rendering,
      Entity entity,
      PackumentPlan plan) {
    var item = entity.coding().of(rendering);
    var key = new HotKey(request.repository(), view.name(), item, request.base());
    return new Representations.Order(
        key, entity, view.stamp(), view.freshness(), plan, view.documents(), view.era());
  }

  private static Entity entity(
      RepositoryRequest request,
      PackumentView view,
      String rendering,
      Coding coding,
      PackumentPlan plan) {
    var type =
        rendering.equals(Form.ABBREVIATED.name())
            ? Form.ABBREVIATED.contentType()
            : Form.FULL.contentType();
    return new Entity(
        type,
        coding,
        view.etag(coding.of(rendering), request.base()),
        plan.lastModified().map(PackumentReplies::httpDate),
        plan.length());
  }

  private HttpHeaders headers(Entity entity) {
    var headers = new DefaultHttpHeaders();
    headers.set(HttpHeaderNames.CONTENT_TYPE, entity.contentType());
    headers.set(HttpHeaderNames.ETAG, entity.etag());
    headers.set(HttpHeaderNames.CACHE_CONTROL, cacheControl);
    headers.set(HttpHeaderNames.VARY, "Accept, Accept-Encoding");
    entity.lastModified().ifPresent(date -> headers.set(HttpHeaderNames.LAST_MODIFIED, date));
    entity
        .coding()
        .token()
        .ifPresent(token -> headers.set(HttpHeaderNames.CONTENT_ENCODING, token));
    return headers;
  }

  private static Reply reply(HttpHeaders headers, Representations.Body body) {
    return body.match(
        whole -> whole(headers, whole.body()), growing -> range(headers, growing.source(), -1));
  }

  private static Reply whole(HttpHeaders headers, HotBody body) {
    return body.length() <= AT_ONCE
        ? ok(headers, new Reply.Body.Bytes(body.asBuffer()))
        : range(headers, body.asSource(), body.length());
  }

  private static ByteSource source(Representations.Body body) {
    return body.match(whole -> whole.body().asSource(), Representations.Body.Growing::source);
  }

  private static Reply range(HttpHeaders headers, ByteSource source, long length) {
    return ok(headers, new Reply.Body.Range(source, 0, length));
  }

  private static Reply ok(HttpHeaders headers, Reply.Body body) {
    return new Reply(HttpResponseStatus.OK, headers, body, Outcome.OK);
  }

  /** HEAD before any body exists: an identity body's length is known, a compressed one's is not. */
  private static Reply describe(HttpHeaders headers, Entity entity) {
    if (entity.coding() == Coding.IDENTITY) {
      headers.set(HttpHeaderNames.CONTENT_LENGTH, Long.toString(entity.identityLength()));
    }
    return ok(headers, Reply.Body.EMPTY);
  }

  private static Reply notModified(HttpHeaders headers) {
    headers.remove(HttpHeaderNames.CONTENT_TYPE);
    headers.remove(HttpHeaderNames.CONTENT_ENCODING);
    return new Reply(HttpResponseStatus.NOT_MODIFIED, headers, Reply.Body.EMPTY, Outcome.OK);
  }

  private static String cacheControl(PackumentSettings settings) {
    long seconds = settings.clientMaxAge().toSeconds();
    return seconds == 0 ? "private, no-cache" : "private, max-age=" + seconds;
  }

  private static String httpDate(Instant instant) {
    return IMF_FIXDATE.format(instant.atOffset(ZoneOffset.UTC));
  }

  private static CompletionStage<Reply> now(Reply reply) {
    return CompletableFuture.completedFuture(reply);
  }
}
