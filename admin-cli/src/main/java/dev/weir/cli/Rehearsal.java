package dev.weir.cli;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintWriter;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;

/**
 * Does what verbs do, against a stand-in on loopback, and then ends. {@code bin/weir} lets a JVM
 * run it once for each build that archives at its end the classes it has loaded, so that the JVMs
 * of verbs need not load them again.
 */
public final class Rehearsal {
  private static final String ANSWER =
      """
      {"domain": {"name": "d1", "createdTime": 1795416977.161},
       "domains": [{"name": "d1"}],
       "packages": [{"package": "p", "originConfiguration": {"restrictions": {}}}],
       "repository": {"name": "r1", "upstreams": [{"repositoryName": "r2"}]},
       "connections": [{"name": "c"}]}""";

  private static final List<String> LINES =
      List.of(
          "create-domain --domain d1 --tags key=k,value=v",
          "create-repository --domain d1 --repository r1",
          "update-repository --domain d1 --repository r1 --upstreams repositoryName=r2",
          "describe-repository --domain d1 --repository r1 --output table",
          "list-domains",
          "list-packages --domain d1 --repository r1 --output table",
          "status --output table",
          "tree --output table",
          "describe-domain --domain",
          "--help");

  private Rehearsal() {}

  public static void main(String[] arguments) throws IOException {
    var address = new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);
    var server = HttpServer.create(address, 0);
    server.createContext("/", Rehearsal::answer);
    server.start();
    try {
      var surroundings = surroundings("http://127.0.0.1:" + server.getAddress().getPort());
      LINES.forEach(line -> WeirCommand.run(List.of(line.split(" ")), surroundings));
    } finally {
      server.stop(0);
    }
  }

  private static Surroundings surroundings(String endpoint) {
    return new Surroundings(
        new PrintWriter(OutputStream.nullOutputStream(), false, StandardCharsets.UTF_8),
        new PrintWriter(OutputStream.nullOutputStream(), false, StandardCharsets.UTF_8),
        Map.of("WEIR_ENDPOINT", endpoint),
        Path.of("").toAbsolutePath(),
        Path.of("").toAbsolutePath(),
        false,
        InstantSource.system(),
        ZoneId.systemDefault(),
        Duration.ofSeconds(5),
        Duration.ofSeconds(5));
  }

  private static void answer(HttpExchange exchange) throws IOException {
    exchange.getRequestBody().readAllBytes();
    var body = ANSWER.getBytes(StandardCharsets.UTF_8);
    exchange.getResponseHeaders().add("Content-Type", "application/json");
    exchange.getResponseHeaders().add("x-amzn-RequestId", "rehearsal");
    exchange.sendResponseHeaders(200, body.length);
    exchange.getResponseBody().write(body);
    exchange.close();
  }
}
