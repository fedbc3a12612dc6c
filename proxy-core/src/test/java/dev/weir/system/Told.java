package dev.weir.system;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import java.util.function.Supplier;
import tools.jackson.databind.json.JsonMapper;

/** What a client is told of a fault: in JSON, in time, and never that something does not exist. */
final class Told {
  /** What every client is promised, retries included. */
  static final Duration LIMIT = Duration.ofSeconds(10);

  private Told() {}

  /** An origin's fault, in words that name the connection, within the promise. */
  static HttpResponse<String> gatewayError(Supplier<HttpResponse<String>> ask, String... words) {
    var before = System.nanoTime();
    var reply = ask.get();
    var took = Duration.ofNanos(System.nanoTime() - before);

    assertThat(reply.statusCode()).as(reply.body()).isIn(502, 503, 504);
    assertThat(took).isLessThan(LIMIT);
    assertThat(error(reply)).contains("public:npmjs");
    for (var word : words) {
      assertThat(error(reply)).contains(word);
    }
    return reply;
  }

  /** The {@code error} of a JSON reply, which has a {@code message} as well. */
  static String error(HttpResponse<String> reply) {
    var json = JsonMapper.shared().readTree(reply.body());
    assertThat(json.at("/message").asString()).isNotEmpty();
    return json.at("/error").asString();
  }

  /** Nothing was remembered as absent: the names are asked for again and found. */
  static void nothingIsRememberedAsAbsent(WeirUnderTest weir, List<String> paths) {
    assertThat(weir.metric("weir_cache_requests_total", "status=\"negative\"")).isZero();
    for (var path : paths) {
      assertThat(weir.get(path).statusCode()).as(path).isEqualTo(200);
    }
  }
}
