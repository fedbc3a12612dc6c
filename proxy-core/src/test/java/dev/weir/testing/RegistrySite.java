package dev.weir.testing;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.concurrent.CompletableFuture.completedFuture;

import dev.weir.testing.documents.Form;
import dev.weir.testing.documents.Gzip;
import dev.weir.testing.documents.Published;
import dev.weir.testing.documents.Representation;
import dev.weir.testing.documents.Tarball;
import dev.weir.testing.server.Page;
import dev.weir.testing.server.Seen;
import dev.weir.testing.server.Site;
import java.net.URLDecoder;
import java.util.LinkedHashMap;
import java.util.concurrent.CompletionStage;
import java.util.function.Supplier;
import tools.jackson.databind.json.JsonMapper;

/** An npm registry's pages: which address gives what, with which headers. */
final class RegistrySite implements Site {
  private static final String FOREVER = "public, immutable, max-age=31557600";

  private final Shelf shelf;
  private final MetaPages metaPages;
  private final Supplier<FixtureOptions> options;
  private final Supplier<String> ownUrl;

  RegistrySite(Shelf shelf, Supplier<FixtureOptions> options, Supplier<String> ownUrl) {
    this.shelf = shelf;
    this.metaPages = new MetaPages(shelf);
    this.options = options;
    this.ownUrl = ownUrl;
  }

  /** Below the base, decoded, without the query; what lies outside keeps two slashes in front. */
  @Override
  public String path(String target) {
    int query = target.indexOf('?');
    var raw = query < 0 ? target : target.substring(0, query);
    // A plus means itself in a path.
    var path = raw.indexOf('%') < 0 ? raw : URLDecoder.decode(raw.replace("+", "%2B"), UTF_8);
    var base = options.get().basePath();
    return path.startsWith(base) ? path.substring(base.length() - 1) : "/" + path;
  }

  @Override
  public CompletionStage<Page> answer(Seen request) {
    var now = options.get();
    if (now.mayNot(request)) {
      return completedFuture(
          Page.json(401, "{\"error\":\"unauthorized\"}").header("WWW-Authenticate", "Bearer"));
    }
    if (!request.method().equals("GET") && !request.head()) {
      return completedFuture(written(request, now));
    }
    var given = shelf.page(request.path());
    if (given.isPresent()) {
      return completedFuture(given(given.get(), request, now));
    }
    var address = Address.of(request.path());
    if (address instanceof Address.Packument wanted) {
      return packument(wanted.name(), request, now);
    }
    if (address instanceof Address.Tarball wanted) {
      return tarball(wanted, request, now);
    }
    if (address instanceof Address.Manifest wanted) {
      return manifest(wanted, now);
    }
    if (address instanceof Address.DistTags wanted) {
      return completedFuture(distTags(wanted.name(), now));
    }
    return completedFuture(meta(request, now));
  }

  private static Page given(Page page, Seen request, FixtureOptions now) {
    boolean json = Form.FULL.contentType().equals(page.headers().get("Content-Type"));
    if (!json || !now.compresses() || !Negotiation.gzip(request)) {
      return Conditions.ranged(page, request);
    }
    return new Page(page.status(), page.headers(), Gzip.compressed(page.body()))
        .header("Content-Encoding", "gzip");
  }

  private CompletionStage<Page> packument(String name, Seen request, FixtureOptions now) {
    var found = shelf.find(name);
    if (found.isEmpty()) {
      return completedFuture(absent(now));
    }
    var form = now.relay() ? Form.RELAYED : Negotiation.form(request);
    boolean gzip = now.compresses() && Negotiation.gzip(request);
    return found
        .get()
        .packument(form, base(now), gzip)
        .thenApply(made -> packument(found.get(), form, made, gzip, request, now));
  }

  private Page packument(
      Published from,
      Form form,
      Representation made,
      boolean gzip,
      Seen request,
      FixtureOptions now) {
    var headers = new LinkedHashMap<String, String>();
    headers.put("Content-Type", form.contentType());
    if (!now.relay()) {
      headers.put("Vary", "Accept, Accept-Encoding");
    }
    if (!now.relay() && !now.cacheControl().isEmpty()) {
      headers.put("Cache-Control", now.cacheControl());
    }
    if (now.validates()) {
      headers.put("ETag", made.etag());
      headers.put("Last-Modified", Conditions.httpDate(from.modified()));
    }
    if (gzip) {
      headers.put("Content-Encoding", "gzip");
    }
    var page = new Page(200, headers, made.bytes());
    return now.relay() ? relayed(page, request) : Conditions.unlessKnown(page, request);
  }

  /** The mirror's HEAD states another length than its GET. */
  private static Page relayed(Page page, Seen request) {
    return request.head()
        ? page.header("Content-Length", Integer.toString(page.body().length + 3627))
            .header("Accept-Ranges", "bytes")
        : page;
  }

  private CompletionStage<Page> tarball(Address.Tarball wanted, Seen request, FixtureOptions now) {
    return shelf
        .find(wanted.name())
        .flatMap(found -> found.tarball(wanted.file()))
        .<CompletionStage<Page>>map(made -> made.thenApply(t -> tarball(t, request, now)))
        .orElseGet(() -> completedFuture(absent(now)));
  }

  private static Page tarball(Tarball made, Seen request, FixtureOptions now) {
    var page =
        Page.of(200, "application/octet-stream", made.bytes()).header("Accept-Ranges", "bytes");
    if (now.validates()) {
      page = page.header("ETag", '"' + made.shasum() + '"').header("Cache-Control", FOREVER);
    }
    return Conditions.ranged(Conditions.unlessKnown(page, request), request);
  }

  private CompletionStage<Page> manifest(Address.Manifest wanted, FixtureOptions now) {
    return shelf
        .find(wanted.name())
        .flatMap(found -> found.manifest(wanted.version(), base(now)))
        .<CompletionStage<Page>>map(
            made -> made.thenApply(json -> Page.of(200, Form.FULL.contentType(), json)))
        .orElseGet(() -> completedFuture(absent(now)));
  }

  private Page distTags(String name, FixtureOptions now) {
    return shelf
        .find(name)
        .map(
            found ->
                Page.json(200, JsonMapper.shared().writeValueAsString(found.from().distTags())))
        .orElseGet(() -> absent(now));
  }

  private Page meta(Seen request, FixtureOptions now) {
    if (request.path().equals("/-/ping")) {
      return now.relay() ? Page.empty(200) : Page.json(200, "{}");
    }
    return now.relay()
        ? absent(now)
        : metaPages.of(request, now.keyId()).orElseGet(() -> absent(now));
  }

  /** Advisories are asked for by POST; nothing can be published here but by method call. */
  private Page written(Seen request, FixtureOptions now) {
    if (request.path().equals(MetaPages.AUDIT) && request.method().equals("POST") && !now.relay()) {
      return metaPages.audit(request);
    }
    return Page.json(405, "{\"error\":\"method_not_allowed\"}").header("Allow", "GET,HEAD");
  }

  private static Page absent(FixtureOptions now) {
    return now.relay() ? Page.empty(404) : Page.json(404, "{\"error\":\"not_found\"}");
  }

  private String base(FixtureOptions now) {
    return now.tarballHost().isEmpty() ? ownUrl.get() : now.tarballHost();
  }
}
