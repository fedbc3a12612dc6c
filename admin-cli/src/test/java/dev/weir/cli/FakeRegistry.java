package dev.weir.cli;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/**
 * A daemon with the repository {@code local/dev} that answers by path, many at a time: what it was
 * told to, the last of it for ever, else 404.
 */
public final class FakeRegistry implements AutoCloseable {
  /** Where the repository is. */
  public static final String BASE = "/npm/local/dev/";

  private final HttpServer server;
  private final ExecutorService threads = Executors.newCachedThreadPool();
  private final Map<String, List<Reply>> replies = new HashMap<>();
  private final ConcurrentLinkedQueue<String> asked = new ConcurrentLinkedQueue<>();

  /** Does something before the answer. */
  @FunctionalInterface
  public interface Before {
    void answer(String path) throws InterruptedException;
  }

  private record Reply(int status, Map<String, String> headers, String body, Before before) {}

  private FakeRegistry(HttpServer server) {
    this.server = server;
  }

  public static FakeRegistry start() {
    try {
      var address = new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);
      var registry = new FakeRegistry(HttpServer.create(address, 0));
      registry.server.setExecutor(registry.threads);
      registry.server.createContext("/", registry::answer);
      registry.server.start();
      return registry
          .weir("/weir/v1/status", "{\"product\":\"weir\",\"authMode\":\"open\"}")
          .weir(
              "/weir/v1/tree",
              "{\"domains\":[{\"name\":\"local\",\"repositories\":[{\"name\":\"dev\"}]}]}")
          .page(BASE + "-/ping", 200, "{}");
    } catch (IOException failed) {
      throw new UncheckedIOException(failed);
    }
  }

  public String url() {
    return "http://127.0.0.1:" + port();
  }

  public int port() {
    return server.getAddress().getPort();
  }

  /** Answers as Weir's own API does. */
  public FakeRegistry weir(String path, String json) {
    return page(
        path, 200, Map.of("X-Weir", "0.1.0", "Content-Type", "application/json"), json, any -> {});
  }

  /** The bytes of a tarball, which are this text. */
  public FakeRegistry tarball(String file, String text) {
    return page(BASE + file, 200, text);
  }

  public FakeRegistry page(String path, int status, String body) {
    return page(path, status, Map.of(), body, any -> {});
  }

  /** Adds an answer: the first time the first is given, and so on. */
  public synchronized FakeRegistry page(
      String path, int status, Map<String, String> headers, String body, Before before) {
    replies
        .computeIfAbsent(path, any -> new ArrayList<>())
        .add(new Reply(status, Map.copyOf(headers), body, before));
    return this;
  }

  /** Forgets what it was told about a path. */
  public synchronized FakeRegistry without(String path) {
    replies.remove(path);
    return this;
  }

  /** The paths of all requests so far, below the repository's base if they are. */
  public List<String> asked() {
    return asked.stream()
        .map(path -> path.startsWith(BASE) ? path.substring(BASE.length()) : path)
        .toList();
  }

  /** Those for tarballs. */
  public List<String> tarballsAsked() {
    return asked().stream().filter(path -> path.endsWith(".tgz")).toList();
  }

  /** Closes the port and all connections. */
  public void stop() {
    server.stop(0);
  }

  private void answer(HttpExchange exchange) throws IOException {
    var path = exchange.getRequestURI().getPath();
    asked.add(path);
    exchange.getRequestBody().readAllBytes();
    var reply = reply(path);
    try {
      reply.before().answer(path);
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
    }
    reply.headers().forEach(exchange.getResponseHeaders()::add);
    var bytes = reply.body().getBytes(StandardCharsets.UTF_8);
    exchange.sendResponseHeaders(reply.status(), bytes.length == 0 ? -1 : bytes.length);
    exchange.getResponseBody().write(bytes);
    exchange.close();
  }

  private synchronized Reply reply(String path) {
    var all = replies.get(path);
    if (all == null) {
      return new Reply(404, Map.of(), "{\"error\":\"no such path\"}", any -> {});
    }
    return all.size() > 1 ? all.remove(0) : all.get(0);
  }

  @Override
  public void close() {
    server.stop(0);
    threads.shutdownNow();
  }
}
