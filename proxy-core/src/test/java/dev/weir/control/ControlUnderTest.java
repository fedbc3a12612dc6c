package dev.weir.control;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.weir.auth.AuthorizationTokens;
import dev.weir.auth.Change;
import dev.weir.catalog.Catalog;
import dev.weir.config.AuthSettings;
import dev.weir.config.HttpSettings;
import dev.weir.config.QuotaSettings;
import dev.weir.config.RateSettings;
import dev.weir.http.ClientAddresses;
import dev.weir.http.Replies;
import dev.weir.http.Reply;
import dev.weir.http.Request;
import dev.weir.model.ConnectionName;
import dev.weir.resolve.PackagesUnderTest;
import dev.weir.storage.Table;
import dev.weir.storage.memory.MemoryStore;
import io.netty.buffer.Unpooled;
import io.netty.handler.codec.http.DefaultHttpHeaders;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http.HttpVersion;
import io.netty.util.concurrent.ImmediateEventExecutor;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.Set;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The operations on a catalog in memory, asked as a server would ask them, on this thread. */
final class ControlUnderTest {
  private static final Table CATALOG = new Table("catalog");

  private final ControlRoutes routes;
  private final List<Change> changes = new ArrayList<>();

  ControlUnderTest(InstantSource clock) {
    this(clock, RateSettings.DEFAULTS);
  }

  ControlUnderTest(InstantSource clock, RateSettings rates) {
    var ledger = new MemoryStore("ledger", CATALOG).records();
    var catalog =
        Catalog.open(ledger, CATALOG, QuotaSettings.DEFAULTS, clock).toCompletableFuture().join();
    var account = new Account("000000000000", "us-east-1");
    var packages = PackagesUnderTest.empty(catalog, clock);
    var parts =
        new ControlParts(
            catalog,
            account,
            Set.of(ConnectionName.PUBLIC_NPMJS, new ConnectionName("corp")),
            packages.packages(),
            packages.changes(),
            packages.copies(),
            new PageTokens(new byte[32]),
            new AuthorizationTokens(new byte[32], account.id(), AuthSettings.DEFAULTS, clock),
            new Random(1),
            rates,
            changes::add,
            ClientAddresses.of(HttpSettings.DEFAULTS),
            clock);
    routes = new ControlRoutes(parts, Runnable::run, request -> "http://127.0.0.1:9347");
  }

  /** What was told of changes, oldest first. */
  List<Change> changes() {
    return List.copyOf(changes);
  }

  /** What came back: the status, {@code x-amzn-ErrorType} or nothing, and the body. */
  record Answered(int status, String error, JsonNode body) {
    String message() {
      return body.at("/message").asString();
    }
  }

  /**
   * Asks.
   *
   * @param target such as {@code /v1/domain?domain=my-domain}
   * @param body JSON, or empty
   */
  Answered ask(String method, String target, String body) {
    var request = request(method, target, body);
    var reply = routes.route(request).handler().handle(request).toCompletableFuture().join();
    try {
      var json = ((Reply.Body.Bytes) reply.body()).bytes().toString(UTF_8);
      var error = reply.headers().get(ControlReplies.ERROR_TYPE);
      return new Answered(
          reply.status().code(), error == null ? "" : error, JsonMapper.shared().readTree(json));
    } finally {
      Replies.discard(reply);
    }
  }

  boolean serves(Operation operation) {
    return routes.serves(operation);
  }

  private static Request request(String method, String target, String body) {
    int mark = target.indexOf('?');
    return new Request(
        HttpMethod.valueOf(method),
        HttpVersion.HTTP_1_1,
        target,
        mark < 0 ? target : target.substring(0, mark),
        mark < 0 ? "" : target.substring(mark + 1),
        new DefaultHttpHeaders().set("Content-Type", "application/json"),
        new InetSocketAddress(InetAddress.getLoopbackAddress(), 50000),
        false,
        ImmediateEventExecutor.INSTANCE,
        Unpooled.copiedBuffer(body, UTF_8));
  }
}
