package dev.weir.registry;

import dev.weir.catalog.Catalog;
import dev.weir.http.Handler;
import dev.weir.http.Outcome;
import dev.weir.http.PathCheck;
import dev.weir.http.Replies;
import dev.weir.http.Reply;
import dev.weir.http.Request;
import dev.weir.http.Route;
import dev.weir.http.Routes;
import dev.weir.model.RepositoryId;
import dev.weir.npm.NpmPath;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http.HttpResponseStatus;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;

/**
 * {@code /npm/<domain>/<repository>/…}: finds the endpoint of a request. What is no endpoint is
 * answered here; an unknown path never reaches an origin.
 */
public final class NpmRoutes implements Routes {
  /** What the paths begin with. */
  public static final String PREFIX = "/npm/";

  static final String READ_ONLY = "GET, HEAD";

  private final Catalog catalog;
  private final Function<Request, String> baseUrl;
  private final PackumentHandler packuments;
  private final ManifestHandler manifests;
  private final TarballHandler tarballs;
  private final DistTagsHandler distTags;
  private final AuditHandler audits;
  private final AnswerHandler answers;
  private final WriteRoutes writes;
  private final Faults faults = new Faults();

  /**
   * @param baseUrl the scheme and authority that the client used, without a trailing slash; throws
   *     {@code ServiceException} for a foreign host
   */
  public NpmRoutes(RegistryParts parts, Function<Request, String> baseUrl) {
    this.catalog = parts.catalog();
    this.baseUrl = baseUrl;
    this.packuments = new PackumentHandler(parts);
    this.manifests = new ManifestHandler(parts);
    this.tarballs = new TarballHandler(parts);
    this.distTags = new DistTagsHandler(parts);
    this.audits = new AuditHandler(parts);
    this.answers = new AnswerHandler(parts);
    this.writes = new WriteRoutes(parts, parts.longestPublish());
  }

  @Override
  public Route route(Request request) {
    return RepositoryPath.parse(request.path())
        .map(path -> route(request, path))
        .orElseGet(() -> answer("npm_unknown", () -> unknown(request.path())));
  }

  private static Reply unknown(String path) {
    return PathCheck.problem(path)
        .map(problem -> badPath("path: " + problem))
        .orElseGet(
            () ->
                Faults.absent(
                    "no such path: " + path + " (expected: /npm/<domain>/<repository>/…)"));
  }

  private static Reply badPath(String reason) {
    return Replies.error(HttpResponseStatus.BAD_REQUEST, Outcome.CLIENT_ERROR, reason);
  }

  private Route route(Request request, RepositoryPath path) {
    var asked = NpmPath.parse(path.rest());
    if (asked instanceof NpmPath.Bad bad) {
      return answer("npm_unknown", () -> badPath(bad.reason()));
    }
    var route =
        asked instanceof NpmPath.Meta meta
            ? meta(request, path.repository(), meta.path())
            : request.reads() && !isOnlyWritten(asked)
                ? endpoint(path.repository(), asked)
                : writing(request, path.repository(), asked);
    return route.behind(faults);
  }

  private static boolean isOnlyWritten(NpmPath asked) {
    return asked instanceof NpmPath.Revision || asked instanceof NpmPath.TarballRevision;
  }

  private Route writing(Request request, RepositoryId repository, NpmPath asked) {
    return writes
        .of(request, asked, (operation, handler) -> in(repository, operation, handler))
        .orElseGet(() -> Route.methodNotAllowed(WriteRoutes.allowed(asked)));
  }

  private static Route reading(Request request, Route route) {
    return request.reads() ? route : Route.methodNotAllowed(READ_ONLY);
  }

  /** What is known has its methods; what is not known is not there, whatever the method. */
  private Route meta(Request request, RepositoryId repository, String path) {
    return switch (path) {
      case "-/ping" ->
          reading(request, in(repository, "npm_meta", r -> now(MetaHandler.json("{}"))));
      case "-/whoami" ->
          reading(request, in(repository, "npm_meta", r -> now(MetaHandler.whoami(r))));
      case "-/v1/search" -> reading(request, in(repository, "search", answers::search));
      case "-/npm/v1/keys" -> reading(request, in(repository, "keys", answers::keys));
      case "-/npm/v1/security/advisories/bulk" ->
          request.method().equals(HttpMethod.POST)
              ? in(repository, "audit", audits::handle).takingBody()
              : Route.methodNotAllowed(HttpMethod.POST.name());
      default -> in(repository, "npm_meta", r -> now(MetaHandler.notServed(path)));
    };
  }

  private Route endpoint(RepositoryId repository, NpmPath asked) {
    if (asked instanceof NpmPath.Packument packument) {
      var hot = packuments.hot(new RepositoryBase(repository, baseUrl), packument.name());
      return in(repository, "packument", r -> packuments.handle(r, hot)).shortBy(hot);
    } else if (asked instanceof NpmPath.Tarball tarball) {
      var hot = tarballs.hot(repository, tarball.name(), tarball.fileName());
      return in(repository, "tarball", r -> tarballs.handle(r, hot)).shortBy(hot);
    } else if (asked instanceof NpmPath.Manifest manifest) {
      return in(
          repository,
          "manifest",
          r -> manifests.handle(r, manifest.name(), manifest.versionOrTag()));
    } else if (asked instanceof NpmPath.DistTags tags) {
      return in(repository, "dist_tags", r -> distTags.handle(r, tags.name(), Optional.empty()));
    } else if (asked instanceof NpmPath.DistTag tag) {
      return in(
          repository, "dist_tags", r -> distTags.handle(r, tag.name(), Optional.of(tag.tag())));
    } else if (asked instanceof NpmPath.Attestations of) {
      return in(repository, "attestations", r -> answers.attestations(r, of.name(), of.version()));
    }
    return in(repository, "npm_meta", r -> now(MetaHandler.root(repository)));
  }

  private Route in(RepositoryId repository, String operation, RepositoryHandler handler) {
    var base = new RepositoryBase(repository, baseUrl);
    return new Route(
        operation,
        request ->
            catalog.snapshot().repository(repository).isPresent()
                ? handler.handle(new RepositoryRequest(request, repository, base.of(request)))
                : now(Faults.absent("repository not found: " + repository)));
  }

  private static Route answer(String operation, java.util.function.Supplier<Reply> reply) {
    Handler handler = request -> now(reply.get());
    return new Route(operation, handler);
  }

  private static CompletionStage<Reply> now(Reply reply) {
    return CompletableFuture.completedFuture(reply);
  }
}
