package dev.weir.upstream;

import dev.weir.config.DataSize;
import dev.weir.config.UpstreamSettings;
import dev.weir.io.ByteStream;
import dev.weir.model.ConnectionName;
import dev.weir.upstream.UpstreamRequest.Target;
import io.netty.buffer.ByteBufUtil;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.epoll.Epoll;
import io.netty.channel.epoll.EpollIoHandler;
import io.netty.channel.nio.NioIoHandler;
import io.netty.util.concurrent.MockTicker;
import io.netty.util.concurrent.Ticker;
import java.io.ByteArrayOutputStream;
import java.net.URI;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/** A client with loops, clocks and names of its own, and short ways to ask and to read. */
final class ClientUnderTest implements AutoCloseable {
  static final ConnectionName CONNECTION = ConnectionName.PUBLIC_NPMJS;
  static final Instant NOW = Instant.parse("2026-01-02T03:04:05Z");

  /** Quick enough for tests; each test shortens what it is about. */
  static final UpstreamSettings SETTINGS =
      new UpstreamSettings(
          Duration.ofSeconds(3),
          Duration.ofSeconds(5),
          Duration.ofSeconds(5),
          Duration.ofSeconds(30),
          Duration.ofSeconds(9),
          0,
          Duration.ofMillis(1),
          4,
          100,
          Duration.ofSeconds(30),
          1000,
          Duration.ofSeconds(5),
          5,
          DataSize.kibibytes(8),
          true,
          false,
          Duration.ofSeconds(10));

  final MockTicker ticker = Ticker.newMockTicker();
  final FakeNames names = new FakeNames();
  final Heard heard = new Heard();
  final ReactorUpstreamClient client;
  volatile @Nullable Origin origin;
  private Trust trust = Trust.jvm();

  private final EventLoopGroup loops;
  private final ExecutorService cpu = Executors.newSingleThreadExecutor();

  ClientUnderTest(UpstreamSettings settings) {
    this(settings, ProxyRules.NONE);
  }

  ClientUnderTest(UpstreamSettings settings, ProxyRules proxies) {
    names.answer("localhost", "127.0.0.1");
    loops = new MultiThreadIoEventLoopGroup(2, NioIoHandler.newFactory());
    var runtime = new UpstreamRuntime(loops, cpu, () -> NOW, ticker, new Random(1));
    var transport = new Transport(settings, new SharedLoops(loops), names);
    client =
        new ReactorUpstreamClient(
            settings, name -> Optional.ofNullable(origin), runtime, heard, proxies, transport);
  }

  /** The client as the daemon makes it, with the system's DNS and native event loops. */
  ClientUnderTest() {
    loops =
        new MultiThreadIoEventLoopGroup(
            2, Epoll.isAvailable() ? EpollIoHandler.newFactory() : NioIoHandler.newFactory());
    client =
        new ReactorUpstreamClient(
            SETTINGS,
            name -> Optional.ofNullable(origin),
            UpstreamRuntime.system(loops, cpu),
            heard,
            ProxyRules.NONE);
  }

  ClientUnderTest at(String base) {
    return at(base, Optional.empty(), Set.of(), false);
  }

  ClientUnderTest at(
      String base,
      Optional<Credential> credential,
      Set<String> tarballHosts,
      boolean allowPrivate) {
    origin =
        new Origin(CONNECTION, URI.create(base), credential, tarballHosts, allowPrivate, trust);
    return this;
  }

  /** From the next {@code at} on, these certificates are trusted beside the JVM's. */
  ClientUnderTest trusting(X509Certificate... authorities) {
    trust = Trust.also(List.of(authorities));
    return this;
  }

  static UpstreamRequest path(String path) {
    return request(new Target.Path(path), Validators.NONE);
  }

  static UpstreamRequest request(Target target, Validators validators) {
    return new UpstreamRequest(
        CONNECTION, target, "application/json", validators, 1 << 20, Duration.ofSeconds(8));
  }

  static UpstreamRequest request(String path, long maxBytes, Duration headDeadline) {
    return new UpstreamRequest(
        CONNECTION,
        new Target.Path(path),
        "application/json",
        Validators.NONE,
        maxBytes,
        headDeadline);
  }

  UpstreamResponse get(String path) {
    return await(client.fetch(path(path)));
  }

  UpstreamResponse get(UpstreamRequest request) {
    return await(client.fetch(request));
  }

  /** The answer's whole body, which must be a 200's. */
  byte[] body(UpstreamRequest request) {
    var found = (UpstreamResponse.Found) get(request);
    return readAll(found.body());
  }

  static byte[] readAll(ByteStream body) {
    var bytes = new ByteArrayOutputStream();
    try (body) {
      for (var chunk = await(body.next()); chunk.isPresent(); chunk = await(body.next())) {
        var buffer = chunk.get();
        bytes.writeBytes(ByteBufUtil.getBytes(buffer));
        buffer.release();
      }
    }
    return bytes.toByteArray();
  }

  /** Reads until the body fails, and gives the failure. */
  static UpstreamBodyException failure(ByteStream body) {
    try {
      readAll(body);
    } catch (CompletionException e) {
      if (e.getCause() instanceof UpstreamBodyException fault) {
        return fault;
      }
      throw e;
    }
    throw new AssertionError("the body came to its end");
  }

  static <T> T await(CompletionStage<T> stage) {
    return stage.toCompletableFuture().orTimeout(20, TimeUnit.SECONDS).join();
  }

  @Override
  public void close() {
    await(client.closeAsync());
    cpu.shutdownNow();
    loops.shutdownGracefully(0, 5, TimeUnit.SECONDS).syncUninterruptibly();
  }

  /** What the listener was told. */
  static final class Heard implements UpstreamListener {
    final List<UpstreamResponse> answers = new CopyOnWriteArrayList<>();
    final List<Boolean> breaker = new CopyOnWriteArrayList<>();
    final AtomicLong bytes = new AtomicLong();

    @Override
    public void answered(ConnectionName name, UpstreamResponse response, Duration elapsed) {
      answers.add(response);
    }

    @Override
    public void received(ConnectionName name, long count) {
      bytes.addAndGet(count);
    }

    @Override
    public void breaker(ConnectionName name, boolean open) {
      breaker.add(open);
    }
  }
}
