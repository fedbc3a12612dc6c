package dev.weir.cli;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A daemon that answers what it was told to, in that order, and writes down what it was asked. When
 * it was told nothing more it answers {@code {}}.
 */
public final class FakeDaemon implements AutoCloseable {
  private final HttpServer server;
  private final Deque<Reply> replies = new ArrayDeque<>();
  private final List<Asked> asked = new ArrayList<>();

  /** A request as it came. */
  public record Asked(String method, String target, Map<String, String> headers, String body) {}

  /** What to answer. */
  public record Reply(int status, Map<String, String> headers, String body) {}

  private FakeDaemon(HttpServer server) {
    this.server = server;
  }

  public static FakeDaemon start() {
    try {
      var address = new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);
      var daemon = new FakeDaemon(HttpServer.create(address, 0));
      daemon.server.createContext("/", daemon::answer);
      daemon.server.start();
      return daemon;
    } catch (IOException failed) {
      throw new UncheckedIOException(failed);
    }
  }

  public String url() {
    return "http://127.0.0.1:" + server.getAddress().getPort();
  }

  /** Answers 200 with this JSON, as Weir does. */
  public synchronized FakeDaemon answers(String json) {
    return answers(200, Map.of(), json);
  }

  /** Answers with Weir's headers and these. */
  public synchronized FakeDaemon answers(int status, Map<String, String> headers, String json) {
    var all = new LinkedHashMap<String, String>();
    all.put("Content-Type", "application/json");
    all.put("x-amzn-RequestId", "11111111-2222-3333-4444-555555555555");
    all.put("X-Weir", "0.1.0");
    all.putAll(headers);
    replies.add(new Reply(status, all, json));
    return this;
  }

  /** Answers as some other program would. */
  public synchronized FakeDaemon answersAsAnother(int status, String contentType, String body) {
    replies.add(new Reply(status, Map.of("Content-Type", contentType), body));
    return this;
  }

  /** All requests so far. */
  public synchronized List<Asked> asked() {
    return List.copyOf(asked);
  }

  private void answer(HttpExchange exchange) throws IOException {
    var body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
    var headers = new LinkedHashMap<String, String>();
    exchange.getRequestHeaders().forEach((name, values) -> headers.put(name, values.get(0)));
    var target = exchange.getRequestURI().toString();
    var reply = reply(new Asked(exchange.getRequestMethod(), target, headers, body));
    reply.headers().forEach(exchange.getResponseHeaders()::add);
    var bytes = reply.body().getBytes(StandardCharsets.UTF_8);
    exchange.sendResponseHeaders(reply.status(), bytes.length == 0 ? -1 : bytes.length);
    exchange.getResponseBody().write(bytes);
    exchange.close();
  }

  private synchronized Reply reply(Asked request) {
    asked.add(request);
    if (replies.isEmpty()) {
      answers("{}");
    }
    return replies.remove();
  }

  @Override
  public void close() {
    server.stop(0);
  }
}
