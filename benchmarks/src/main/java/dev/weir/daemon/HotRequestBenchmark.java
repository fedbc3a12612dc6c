package dev.weir.daemon;

import dev.weir.cache.CpuPool;
import dev.weir.cache.Deadlines;
import dev.weir.cache.Stages;
import dev.weir.config.WeirSettings;
import dev.weir.http.EmbeddedServer;
import dev.weir.http.ErrorForm;
import dev.weir.http.EventLoops;
import dev.weir.http.HttpListener;
import dev.weir.http.HttpServer;
import dev.weir.http.Routes;
import dev.weir.metrics.Meters;
import io.netty.buffer.ByteBuf;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

/**
 * A whole hot request through the real pipeline, from the bytes of a request to those of its
 * answer, without a socket: decoding, routing, the handler, the hot cache, encoding. With {@code
 * -prof gc}, {@code gc.alloc.rate.norm} is the garbage of a request.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 5, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(1)
@SuppressWarnings("NullAway.Init") // JMH calls @Setup before anything else
public class HotRequestBenchmark {
  private static final String HOST = "127.0.0.1:9347";
  private static final Pattern TAG = Pattern.compile("(?i)\r\netag: (.*)\r\n");

  /** Who hears of the request: nobody, or the meters with their histograms. */
  @Param({"none", "meters"})
  public String listener = "none";

  private final CpuPool cpu = new CpuPool(WeirSettings.DEFAULTS.cpu());
  private final ScheduledExecutorService timer = Executors.newSingleThreadScheduledExecutor();
  private final Meters meters = new Meters(List.of("packument", "tarball"), List.of(), List.of());
  private Registry registry;
  private EmbeddedServer server;
  private ByteBuf packument;
  private ByteBuf notModified;
  private ByteBuf tarball;
  private ByteBuf unknown;

  @Setup
  public void fill() throws IOException {
    registry = Registry.on(Rehearsal.ground(cpu, new Deadlines(timer, cpu.small())));
    var routes = Rehearsal.routes(registry);
    askOverSocket(routes);
    var heard = listener.equals("meters") ? meters.http() : HttpListener.NONE;
    server = new EmbeddedServer(routes, heard);
    packument = request(OnePackage.NAME, "");
    tarball = request(OnePackage.NAME + "/-/" + OnePackage.NAME + "-1.0.0.tgz", "");
    unknown = request(OnePackage.NAME + "-unknown", "");
    server.ask(unknown);
    var tag = TAG.matcher(checked(packument, " 200 "));
    if (!tag.find()) {
      throw new IllegalStateException("no ETag");
    }
    notModified = request(OnePackage.NAME, "If-None-Match: " + tag.group(1) + "\r\n");
    checked(notModified, " 304 ");
    checked(tarball, " 200 ");
    checked(unknown, " 404 ");
  }

  /** Until all is in the hot cache; what other threads have a hand in needs a real event loop. */
  private static void askOverSocket(Routes routes) throws IOException {
    var loops = EventLoops.start(1);
    var any = new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);
    var settings = WeirSettings.DEFAULTS.http();
    var real =
        Stages.await(
            HttpServer.start(loops, any, settings, routes, ErrorForm.PLAIN, HttpListener.NONE));
    try (var socket = new Socket()) {
      socket.connect(real.localAddress());
      var client = new WarmUpClient(socket, HOST);
      for (int i = 0; i < 10; i++) {
        client.askEverything();
      }
    }
    Stages.await(real.closeAsync());
    Stages.await(loops.closeAsync());
  }

  private String checked(ByteBuf request, String status) {
    var answer = server.text(request);
    if (!answer.startsWith(status, 8)) {
      throw new IllegalStateException("expected%sbut got: %s".formatted(status, answer));
    }
    return answer;
  }

  private static ByteBuf request(String path, String more) {
    return EmbeddedServer.bytes(
        """
        GET /npm/local/dev/%s HTTP/1.1\r
        Host: %s\r
        User-Agent: npm/11.0.0 node/v22.0.0 linux x64 workspaces/false\r
        Accept-Encoding: gzip\r
        Accept: application/json\r
        %s\r
        """
            .formatted(path, HOST, more));
  }

  @Benchmark
  public int packument() {
    return server.ask(packument);
  }

  @Benchmark
  public int notModified() {
    return server.ask(notModified);
  }

  @Benchmark
  public int tarball() {
    return server.ask(tarball);
  }

  @Benchmark
  public int unknown() {
    return server.ask(unknown);
  }

  @TearDown
  public void close() {
    server.close();
    registry.hot().close();
    timer.shutdownNow();
    cpu.closeAsync();
    meters.close();
  }
}
