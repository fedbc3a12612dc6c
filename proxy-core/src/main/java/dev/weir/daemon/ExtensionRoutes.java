package dev.weir.daemon;

import dev.weir.auth.Caller;
import dev.weir.auth.Change;
import dev.weir.auth.ChangeListener;
import dev.weir.cache.Failures;
import dev.weir.cache.OverloadedException;
import dev.weir.catalog.Catalog;
import dev.weir.http.ClientAddresses;
import dev.weir.http.Handler;
import dev.weir.http.Outcome;
import dev.weir.http.Replies;
import dev.weir.http.Reply;
import dev.weir.http.Request;
import dev.weir.http.Route;
import dev.weir.http.Router;
import dev.weir.http.ServiceException;
import dev.weir.resolve.Verification;
import dev.weir.resolve.WhoHas;
import dev.weir.storage.StorageClosedException;
import dev.weir.storage.StorageOverloadedException;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http.HttpResponseStatus;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;

/** {@code /weir/v1/…}: what CodeArtifact has no operation for; see docs/extension-api.md. */
final class ExtensionRoutes {
  /** What the paths begin with, of every version. */
  static final String PREFIX = "/weir/";

  private static final String VERSION = DaemonVersion.text();
  private static final JsonMapper JSON = JsonMapper.shared();

  private final Reports reports;
  private final Catalog catalog;
  private final WhoHas whoHas;
  private final Verifications verifications;
  private final PublishTo publishing;
  private final CachePurges purges;
  private final ChangeListener changes;
  private final ClientAddresses addresses;
  private final Executor cpu;
  private final Function<Request, String> base;

  /**
   * @param cpu where JSON is read and written; refuses when it is full
   * @param base the scheme and authority that a client used, without a trailing slash
   */
  ExtensionRoutes(ExtensionParts parts, Executor cpu, Function<Request, String> base) {
    this.reports = new Reports(parts);
    this.catalog = parts.catalog();
    this.whoHas = parts.whoHas();
    this.verifications = parts.verifications();
    this.publishing = new PublishTo(parts, cpu);
    this.purges = parts.purges();
    this.changes = parts.changes();
    this.addresses = parts.addresses();
    this.cpu = cpu;
    this.base = base;
  }

  void addTo(Router.Builder router) {
    router
        .on(HttpMethod.GET, "/weir/v1/status", route("weir_status", this::status))
        .on(HttpMethod.GET, "/weir/v1/tree", route("weir_tree", this::tree))
        .on(HttpMethod.GET, "/weir/v1/cache", route("weir_cache", this::cache))
        .on(HttpMethod.GET, "/weir/v1/removed", route("weir_removed", this::removed))
        .on(HttpMethod.POST, "/weir/v1/cache/purge", route("weir_purge", this::purge).takingBody())
        .on(HttpMethod.GET, "/weir/v1/who-has", route("weir_who_has", this::whoHas))
        .on(HttpMethod.GET, "/weir/v1/verify", route("weir_verify", this::verification))
        .on(HttpMethod.POST, "/weir/v1/verify", route("weir_verify", this::verify))
        .on(
            HttpMethod.POST,
            "/weir/v1/publish",
            route("weir_publish", publishing::handle).streamingBody(publishing.longest()));
  }

  /** Says that this is a Weir's answer, and which version's. */
  static Reply marked(Reply reply) {
    reply.headers().set("X-Weir", VERSION);
    return reply;
  }

  private Route route(String operation, Handler handler) {
    return new Route(operation, handler).behind(ExtensionRoutes::telling);
  }

  private CompletionStage<Reply> status(Request request) {
    return onCpu(() -> json(reports.status()));
  }

  private CompletionStage<Reply> tree(Request request) {
    return onCpu(() -> json(reports.tree(base.apply(request))));
  }

  private CompletionStage<Reply> cache(Request request) {
    return reports.cache().thenApplyAsync(ExtensionRoutes::json, cpu);
  }

  private CompletionStage<Reply> removed(Request request) {
    return reports.removed(cpu).thenApplyAsync(ExtensionRoutes::json, cpu);
  }

  private CompletionStage<Reply> whoHas(Request request) {
    var snapshot = catalog.snapshot();
    return onCpu(() -> WhoHasRequest.parse(request.query(), snapshot))
        .thenCompose(
            question ->
                whoHas
                    .find(snapshot, question)
                    .thenApplyAsync(found -> json(WhoHasReport.of(question, found)), cpu));
  }

  private CompletionStage<Reply> verification(Request request) {
    return onCpu(() -> json(verifications.report()));
  }

  private CompletionStage<Reply> verify(Request request) {
    return onCpu(() -> verifications.start(what(request)))
        .whenComplete(
            (started, failure) ->
                tell(request, "Verify", Parameters.shown(request.query()), status(failure)))
        .thenApply(started -> json(HttpResponseStatus.ACCEPTED, started));
  }

  private static Verification.What what(Request request) {
    return Parameters.parse(request.query(), Set.of("what"))
        .one("what", ExtensionRoutes::what)
        .orElse(Verification.What.ALL);
  }

  private static Verification.What what(String text) {
    return switch (text) {
      case "all" -> Verification.What.ALL;
      case "published" -> Verification.What.PUBLISHED;
      case "cached" -> Verification.What.CACHED;
      default ->
          throw new IllegalArgumentException(
              "what: %s (expected: all, published or cached)".formatted(text));
    };
  }

  private CompletionStage<Reply> purge(Request request) {
    return onCpu(() -> PurgeRequest.parse(request.body()))
        .thenCompose(
            asked ->
                purges
                    .run(asked)
                    .whenComplete(
                        (purged, failure) ->
                            tell(request, "PurgeCache", what(asked), status(failure)))
                    .thenApply(purged -> json(PurgeReport.of(asked, purged))));
  }

  private static String what(PurgeRequest asked) {
    return asked.name() + asked.version().map(version -> "@" + version).orElse("");
  }

  private void tell(Request request, String operation, String what, HttpResponseStatus status) {
    boolean done = status.code() < 300;
    changes.changed(
        new Change(
            Caller.open(request, addresses),
            operation,
            what,
            status.code(),
            done ? "ok" : "failed",
            Optional.empty()));
  }

  /** What is answered, with what {@link #telling} makes of a failure. */
  static HttpResponseStatus status(@Nullable Throwable failure) {
    if (failure == null) {
      return HttpResponseStatus.OK;
    }
    return told(failure) instanceof ServiceException refusal
        ? refusal.status()
        : HttpResponseStatus.INTERNAL_SERVER_ERROR;
  }

  private <T> CompletionStage<T> onCpu(Supplier<T> work) {
    return CompletableFuture.supplyAsync(work, cpu);
  }

  private static Reply json(Object report) {
    return json(HttpResponseStatus.OK, report);
  }

  private static Reply json(HttpResponseStatus status, Object report) {
    return json(status, Outcome.OK, report);
  }

  static Reply json(HttpResponseStatus status, Outcome outcome, Object report) {
    return marked(Replies.json(status, outcome, JSON.writeValueAsBytes(report)));
  }

  /** A queue that is full, or a store that is being closed, is no defect. */
  private static CompletionStage<Reply> telling(Request request, Handler next) {
    try {
      return next.handle(request)
          .exceptionallyCompose(failure -> CompletableFuture.failedFuture(told(failure)));
    } catch (OverloadedException full) {
      return CompletableFuture.failedFuture(told(full));
    }
  }

  private static Throwable told(Throwable failure) {
    var cause = Failures.unwrap(failure);
    boolean busy =
        cause instanceof OverloadedException
            || cause instanceof StorageOverloadedException
            || cause instanceof StorageClosedException;
    return busy
        ? new ServiceException(
            HttpResponseStatus.SERVICE_UNAVAILABLE,
            Outcome.THROTTLED,
            "too busy: " + cause.getMessage())
        : cause;
  }
}
