package dev.weir.testing.clients;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.weir.testing.TestAuthority;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import tools.jackson.databind.json.JsonMapper;

/**
 * What npm asks when it attests where a package is from: who hands out certificates, and the log
 * that all may read. Nothing that they say can be verified; npm does not, when it publishes.
 */
public final class SigningServices implements AutoCloseable {
  private static final JsonMapper JSON = JsonMapper.shared();

  /** Turns npm's signing library to these services; they are no setting of npm's. */
  private static final String HOOK =
      """
      const Module = require('module')
      const load = Module._load
      Module._load = function (request, ...rest) {
        const loaded = load.call(this, request, ...rest)
        if (request !== 'sigstore' || !loaded.attest) return loaded
        const services = { fulcioURL: '%1$s', rekorURL: '%1$s' }
        return { ...loaded, attest: (p, t, o) => loaded.attest(p, t, { ...o, ...services }) }
      }
      """;

  private final String certificate = TestAuthority.make().pem();
  private final AtomicInteger logged = new AtomicInteger();
  private final HttpServer server;

  private SigningServices(HttpServer server) {
    this.server = server;
    server.createContext("/api/v2/signingCert", exchange -> answer(exchange, issued()));
    server.createContext(
        "/api/v1/log/entries",
        exchange -> answer(exchange, entry(exchange.getRequestBody().readAllBytes())));
    server.start();
  }

  public static SigningServices start() {
    try {
      return new SigningServices(
          HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** How many attestations were logged. */
  public int logged() {
    return logged.get();
  }

  String hook() {
    var address = server.getAddress();
    return HOOK.formatted(
        "http://%s:%d".formatted(address.getAddress().getHostAddress(), address.getPort()));
  }

  /** What a job of a build server finds in its environment, as far as npm wants it. */
  Map<String, String> environment() {
    return Map.ofEntries(
        Map.entry("GITLAB_CI", "true"),
        Map.entry("CI", "true"),
        Map.entry("CI_PROJECT_URL", "https://build.example/team/pkg"),
        Map.entry("CI_COMMIT_SHA", "0".repeat(40)),
        Map.entry("CI_JOB_URL", "https://build.example/team/pkg/-/jobs/7"),
        Map.entry("CI_SERVER_URL", "https://build.example"),
        Map.entry("CI_PROJECT_PATH", "team/pkg"),
        Map.entry("SIGSTORE_ID_TOKEN", token()));
  }

  private static String token() {
    return part("{\"alg\":\"none\"}") + "." + part("{\"sub\":\"team/pkg\",\"aud\":\"x\"}") + ".x";
  }

  private static String part(String json) {
    return Base64.getUrlEncoder()
        .withoutPadding()
        .encodeToString(json.getBytes(StandardCharsets.UTF_8));
  }

  private Map<String, Object> issued() {
    var chain = Map.of("certificates", List.of(certificate));
    return Map.of("signedCertificateEmbeddedSct", Map.of("chain", chain));
  }

  private Map<String, Object> entry(byte[] body) {
    return Map.of(
        "number" + logged.incrementAndGet(),
        Map.of(
            "logID", "00",
            "logIndex", logged.get(),
            "integratedTime", 1_764_000_000,
            "body", Base64.getEncoder().encodeToString(body),
            "verification", Map.of("signedEntryTimestamp", "AAAA")));
  }

  private static void answer(HttpExchange exchange, Map<String, Object> answer) throws IOException {
    try (exchange) {
      exchange.getRequestBody().readAllBytes();
      var bytes = JSON.writeValueAsBytes(answer);
      exchange.getResponseHeaders().set("Content-Type", "application/json");
      exchange.sendResponseHeaders(201, bytes.length);
      exchange.getResponseBody().write(bytes);
    }
  }

  @Override
  public void close() {
    server.stop(0);
  }
}
