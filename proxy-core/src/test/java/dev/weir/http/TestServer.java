package dev.weir.http;

import dev.weir.config.HttpSettings;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;

/** A server on loopback with one event loop; closing it waits until nothing of it is left. */
final class TestServer implements AutoCloseable {
  final RecordingListener heard = new RecordingListener();
  final EventLoops loops;
  private final HttpServer server;

  private TestServer(EventLoops loops, Routes routes, HttpSettings settings) {
    this.loops = loops;
    var any = new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);
    this.server = await(HttpServer.start(loops, any, settings, routes, ErrorForm.PLAIN, heard));
  }

  static TestServer start(Handler handler) {
    return start(handler, HttpSettings.DEFAULTS);
  }

  static TestServer start(Handler handler, HttpSettings settings) {
    return startRouting(Routes.to("test", handler), settings);
  }

  static TestServer startRouting(Routes routes, HttpSettings settings) {
    return new TestServer(EventLoops.start(1), routes, settings);
  }

  static TestServer startOnNio(Handler handler) {
    return new TestServer(EventLoops.nio(1), Routes.to("test", handler), HttpSettings.DEFAULTS);
  }

  int port() {
    return server.localAddress().getPort();
  }

  int connections() {
    return server.connections();
  }

  RawClient connect() {
    return new RawClient(port());
  }

  CompletionStage<Void> drain(Duration limit) {
    return server.drain(limit);
  }

  @Override
  public void close() {
    await(server.drain(Duration.ZERO));
    await(loops.closeAsync());
  }

  static <T> T await(CompletionStage<T> stage) {
    return stage.toCompletableFuture().orTimeout(10, TimeUnit.SECONDS).join();
  }
}
