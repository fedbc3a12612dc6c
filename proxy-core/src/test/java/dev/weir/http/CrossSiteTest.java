package dev.weir.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.config.HttpSettings;
import dev.weir.config.WeirSettings;
import io.netty.handler.codec.http.DefaultHttpHeaders;
import io.netty.handler.codec.http.HttpMethod;
import java.util.List;
import java.util.concurrent.CompletionException;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CrossSiteTest {
  private static final CrossSite FILTER =
      new CrossSite(
          new BaseUrls(
              BaseUrlRules.of(WeirSettings.DEFAULTS, List.of()),
              HttpSettings.DEFAULTS.maxBaseUrls()),
          List.of("/v1", "/weir"),
          List.of("/npm"));

  @ParameterizedTest
  @CsvSource(
      nullValues = "-",
      value = {
        // method, path, Origin, Sec-Fetch-Site, status
        "GET,  /v1/domains, -,                      -,           200",
        "GET,  /v1/domains, http://evil.example,    -,           403",
        "GET,  /v1/domains, -,                      cross-site,  403",
        "GET,  /v1/domains, -,                      same-origin, 200",
        "GET,  /v1/domains, -,                      none,        200",
        "GET,  /v1,         null,                   -,           403",
        "POST, /v1/domain,  http://127.0.0.1:9347,  same-origin, 200",
        "POST, /v1/domain,  HTTP://127.0.0.1:9347,  -,           200",
        "POST, /v1/domain,  http://127.0.0.1:9348,  -,           403",
        "POST, /v1/domain,  http://127.0.0.1,       -,           403",
        "POST, /v1/domain,  https://127.0.0.1:9347, -,           403",
        "POST, /v1/domain,  '',                     -,           403",
        "GET,  /weir/v1/x,  http://evil.example,    -,           403",
        "GET,  /npm/a/b/c,  http://evil.example,    cross-site,  200",
        "HEAD, /npm/a/b/c,  http://evil.example,    cross-site,  200",
        "PUT,  /npm/a/b/c,  http://evil.example,    -,           403",
        "PUT,  /npm/a/b/c,  -,                      cross-site,  403",
        "PUT,  /npm/a/b/c,  -,                      -,           200",
        "POST, /npm/a/b/c,  null,                   -,           403",
        "OPTIONS, /npm/a,   http://evil.example,    -,           403",
        "GET,  /v1x,        http://evil.example,    -,           200",
        "GET,  /metrics,    http://evil.example,    cross-site,  200",
      })
  void refusesOtherSites(
      String method, String path, @Nullable String origin, @Nullable String site, int status) {
    assertThat(status("127.0.0.1:9347", method, path, origin, site)).isEqualTo(status);
  }

  @Test
  void reboundNameIsForeignToo() {
    assertThat(status("evil.example", "POST", "/v1/domain", "http://evil.example", "same-origin"))
        .isEqualTo(403);
  }

  private static int status(
      String host, String method, String path, @Nullable String origin, @Nullable String site) {
    var headers = new DefaultHttpHeaders().set("Host", host);
    if (origin != null) {
      headers.set("Origin", origin);
    }
    if (site != null) {
      headers.set("Sec-Fetch-Site", site);
    }
    var request = Requests.of(HttpMethod.valueOf(method), path, headers);
    try {
      var reply = TestServer.await(FILTER.apply(request, passed -> TestReplies.ok("passed")));
      Replies.discard(reply);
      return reply.status().code();
    } catch (CompletionException refused) {
      return refused.getCause() instanceof ServiceException said ? said.status().code() : -1;
    }
  }
}
