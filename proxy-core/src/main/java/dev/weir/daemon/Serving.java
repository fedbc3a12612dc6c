package dev.weir.daemon;

import dev.weir.cache.CpuPool;
import dev.weir.cache.Failures;
import dev.weir.cache.Stages;
import dev.weir.config.WeirSettings;
import dev.weir.control.ControlErrors;
import dev.weir.control.ControlParts;
import dev.weir.control.ControlRoutes;
import dev.weir.http.BaseUrl;
import dev.weir.http.BaseUrlRules;
import dev.weir.http.BaseUrls;
import dev.weir.http.CrossSite;
import dev.weir.http.EventLoops;
import dev.weir.http.HttpListener;
import dev.weir.http.HttpServer;
import dev.weir.http.MachineName;
import dev.weir.http.Outcome;
import dev.weir.http.Request;
import dev.weir.http.Router;
import dev.weir.http.Routes;
import dev.weir.http.ServiceException;
import dev.weir.registry.NpmRoutes;
import dev.weir.registry.RegistryParts;
import dev.weir.registry.TokenExchange;
import io.netty.handler.codec.http.HttpResponseStatus;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.concurrent.CompletionException;

/** The port, and who answers which path on it. */
final class Serving {
  /** What requests are counted as, beside the control API's operations. */
  static final List<String> OPERATIONS =
      List.of(
          "packument",
          "tarball",
          "manifest",
          "dist_tags",
          "dist_tags_change",
          "publish",
          "unpublish",
          "audit",
          "search",
          "keys",
          "attestations",
          "npm_meta",
          "npm_unknown",
          "weir_status",
          "weir_tree",
          "weir_cache",
          "weir_removed",
          "weir_purge",
          "weir_who_has",
          "weir_verify",
          "weir_publish",
          "metrics",
          "health",
          "unrouted",
          "refused");

  private final WeirSettings settings;

  Serving(WeirSettings settings) {
    this.settings = settings;
  }

  Routes routes(
      RegistryParts registry, ControlParts control, ExtensionParts extension, CpuPool cpu) {
    var baseUrls =
        new BaseUrls(
            BaseUrlRules.of(settings, MachineName.lookUp()), settings.http().maxBaseUrls());
    var router = Router.builder();
    new OperatorRoutes(extension.meters(), extension.stores(), cpu.small()).addTo(router);
    new ExtensionRoutes(extension, cpu.small(), request -> base(baseUrls, request)).addTo(router);
    router.under(NpmRoutes.PREFIX, new NpmRoutes(registry, request -> base(baseUrls, request)));
    router.under(TokenExchange.PREFIX, new TokenExchange());
    router.under(
        ControlRoutes.PREFIX,
        new ControlRoutes(control, cpu.small(), request -> base(baseUrls, request)));
    return router
        .build()
        .behind(new CrossSite(baseUrls, List.of("/v1", "/weir"), List.of("/npm", "/-")))
        .behind(baseUrls)
        .remembering(settings.http().maxRememberedRoutes());
  }

  private static String base(BaseUrls baseUrls, Request request) {
    if (baseUrls.of(request) instanceof BaseUrl.Known known) {
      return known.base();
    }
    throw new ServiceException(
        HttpResponseStatus.MISDIRECTED_REQUEST, Outcome.CLIENT_ERROR, "foreign host");
  }

  /** Listens; waits until it does. */
  HttpServer listen(EventLoops loops, Routes routes, HttpListener listener) {
    var address = new InetSocketAddress(settings.bind(), settings.port());
    try {
      return Stages.await(
          HttpServer.start(
              loops,
              address,
              settings.http(),
              routes,
              new ExtensionErrors(new ControlErrors()),
              listener));
    } catch (CompletionException e) {
      throw new StartException(
          "port: %d on %s cannot be had: %s (expected: a free port; --port N takes another)"
              .formatted(settings.port(), settings.bind(), Failures.unwrap(e).getMessage()),
          e);
    }
  }
}
