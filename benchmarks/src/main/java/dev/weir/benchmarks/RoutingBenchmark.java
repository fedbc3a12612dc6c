package dev.weir.benchmarks;

import dev.weir.config.WeirSettings;
import dev.weir.http.BaseUrl;
import dev.weir.http.BaseUrlRules;
import dev.weir.http.BaseUrls;
import dev.weir.http.Handler;
import dev.weir.http.Request;
import dev.weir.http.Route;
import dev.weir.http.Router;
import dev.weir.http.Routes;
import io.netty.buffer.Unpooled;
import io.netty.handler.codec.http.DefaultHttpHeaders;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http.HttpVersion;
import io.netty.util.concurrent.ImmediateEventExecutor;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/**
 * What every request pays before its handler: the route and the base URL. Run with {@code -prof gc}
 * to see that neither allocates.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(1)
public class RoutingBenchmark {
  private static final Handler NOTHING = request -> new CompletableFuture<>();

  private final Router router = router();
  private final BaseUrls baseUrls = baseUrls();
  private final Request tarball = get("/npm/local/dev/lodash/-/lodash-4.17.21.tgz");
  private final Request health = get("/health/live");
  private final Request unknown = get("/favicon.ico");

  @Benchmark
  public Route prefix() {
    return router.route(tarball);
  }

  @Benchmark
  public Route exactPath() {
    return router.route(health);
  }

  @Benchmark
  public Route notFound() {
    return router.route(unknown);
  }

  @Benchmark
  public BaseUrl baseUrl() {
    return baseUrls.of(tarball);
  }

  /** As many routes as the control plane has. */
  private static Router router() {
    var router = Router.builder().get("/health/live", "Live", NOTHING);
    for (int i = 0; i < 48; i++) {
      router.on(HttpMethod.POST, "/v1/operation" + i, "Operation" + i, NOTHING);
    }
    return router
        .under("/weir/v1/", Routes.to("Weir", NOTHING))
        .under("/npm/", Routes.to("Npm", NOTHING))
        .build();
  }

  private static BaseUrls baseUrls() {
    var settings = WeirSettings.DEFAULTS;
    var urls = new BaseUrls(BaseUrlRules.of(settings, List.of()), settings.http().maxBaseUrls());
    // The one that is looked for is the last of a full memory.
    for (int i = 1; i < settings.http().maxBaseUrls(); i++) {
      urls.of(get("/", "10.0.0." + i + ":9347"));
    }
    return urls;
  }

  private static Request get(String path) {
    return get(path, "127.0.0.1:9347");
  }

  private static Request get(String path, String host) {
    return new Request(
        HttpMethod.GET,
        HttpVersion.HTTP_1_1,
        path,
        path,
        "",
        new DefaultHttpHeaders().set("Host", host),
        new InetSocketAddress(InetAddress.getLoopbackAddress(), 50000),
        false,
        ImmediateEventExecutor.INSTANCE,
        Unpooled.EMPTY_BUFFER);
  }
}
