package dev.weir.daemon;

import dev.weir.http.Outcome;
import dev.weir.http.Replies;
import dev.weir.http.Reply;
import dev.weir.http.Request;
import dev.weir.http.Router;
import dev.weir.metrics.Meters;
import dev.weir.storage.Store;
import io.netty.buffer.Unpooled;
import io.netty.handler.codec.http.DefaultHttpHeaders;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpResponseStatus;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import tools.jackson.databind.json.JsonMapper;

/** {@code /metrics} and {@code /health/…}. */
final class OperatorRoutes {
  private static final JsonMapper JSON = JsonMapper.shared();

  private final Meters meters;
  private final List<Store> stores;
  private final Executor cpu;

  OperatorRoutes(Meters meters, List<Store> stores, Executor cpu) {
    this.meters = meters;
    this.stores = List.copyOf(stores);
    this.cpu = cpu;
  }

  void addTo(Router.Builder router) {
    router
        .get("/metrics", "metrics", this::metrics)
        .get("/health/live", "health", request -> now(live()))
        .get("/health/ready", "health", request -> now(ready()));
  }

  private CompletionStage<Reply> metrics(Request request) {
    return CompletableFuture.supplyAsync(meters::scrape, cpu).thenApply(OperatorRoutes::text);
  }

  private static Reply text(byte[] scrape) {
    var headers = new DefaultHttpHeaders();
    headers.set(HttpHeaderNames.CONTENT_TYPE, Meters.CONTENT_TYPE);
    return new Reply(
        HttpResponseStatus.OK,
        headers,
        new Reply.Body.Bytes(Unpooled.wrappedBuffer(scrape)),
        Outcome.OK);
  }

  private static Reply live() {
    var body = new LinkedHashMap<String, Object>();
    body.put("status", "live");
    body.put("version", DaemonVersion.text());
    return json(body);
  }

  /** 200 as long as this answers at all; trouble of a store is told in words. */
  private Reply ready() {
    return json(Health.of(stores));
  }

  private static Reply json(Object body) {
    return Replies.json(HttpResponseStatus.OK, Outcome.OK, JSON.writeValueAsBytes(body));
  }

  private static CompletionStage<Reply> now(Reply reply) {
    return CompletableFuture.completedFuture(reply);
  }
}
