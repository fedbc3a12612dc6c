package dev.weir.control;

import dev.weir.control.ControlException.Reason;
import dev.weir.http.Request;
import dev.weir.http.Route;
import dev.weir.http.Router;
import dev.weir.http.Routes;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.function.Function;

/**
 * {@code /v1/…}: a route for each of the 48 operations, by method and path. One that this version
 * does not do says so with 400, since a 5xx would be tried again.
 */
public final class ControlRoutes implements Routes {
  /** What the paths begin with. */
  public static final String PREFIX = "/v1/";

  private final Map<Operation, Run> runs = new EnumMap<>(Operation.class);
  private final Routes router;

  /**
   * @param cpu where requests are read, worked on and answered; refuses when it is full
   * @param base the scheme and authority that a client used, without a trailing slash
   */
  public ControlRoutes(ControlParts parts, Executor cpu, Function<Request, String> base) {
    new DomainOperations(parts).addTo(runs);
    new RepositoryOperations(parts).addTo(runs);
    new RepositoryListOperations(parts).addTo(runs);
    new ConnectionOperations(parts).addTo(runs);
    new EndpointOperation(parts).addTo(runs);
    new TokenOperation(parts).addTo(runs);
    new TagOperations(parts).addTo(runs);
    new PolicyOperations(parts).addTo(runs);
    new PackageListOperation(parts).addTo(runs);
    new PackageOperations(parts).addTo(runs);
    new VersionListOperation(parts).addTo(runs);
    new DependencyOperation(parts).addTo(runs);
    new AssetOperations(parts).addTo(runs);
    new OriginConfigurationOperation(parts).addTo(runs);
    new StatusOperation(parts).addTo(runs);
    new DeletionOperations(parts).addTo(runs);
    new CopyOperation(parts).addTo(runs);
    new PublishOperation(parts).addTo(runs);
    this.router =
        router(
            new RateLimits(parts.rates(), parts.addresses(), parts.clock()),
            new Trail(parts.changes(), parts.addresses()),
            cpu,
            base);
  }

  /** The names under which requests are counted. */
  public static List<String> operations() {
    return Arrays.stream(Operation.values()).map(Operation::title).toList();
  }

  @Override
  public Route route(Request request) {
    return router.route(request);
  }

  /** Whether this version does it. */
  public boolean serves(Operation operation) {
    return runs.containsKey(operation);
  }

  private Router router(
      RateLimits limits, Trail trail, Executor cpu, Function<Request, String> base) {
    var router = Router.builder();
    for (var operation : Operation.values()) {
      var run = runs.getOrDefault(operation, ControlRoutes::notYet);
      var handler = new OperationHandler(operation, run, limits, trail, cpu, base);
      var plain = new Route(operation.title(), handler);
      var route = operation.takesBody() ? plain.takingBody() : plain;
      router.on(operation.method(), operation.path(), route);
    }
    return router.build();
  }

  private static CompletableFuture<Answer> notYet(Call call) {
    return CompletableFuture.failedFuture(
        ControlException.invalid(
            Reason.UNKNOWN_OPERATION,
            call.operation().title() + ": this version of Weir does not have this operation"));
  }
}
