package dev.weir.system;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.weir.testing.FixtureRegistry;
import dev.weir.testing.Herd;
import dev.weir.testing.HerdReply;
import dev.weir.testing.LeaksCheckedAfterAll;
import dev.weir.testing.RawBody;
import dev.weir.testing.RawHead;
import dev.weir.testing.RawHttp;
import dev.weir.testing.documents.FixturePackage;
import dev.weir.testing.server.Fault;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.json.JsonMapper;

/** What a client gets beyond each limit; {@code docs/operations.md} has the table. */
@LeaksCheckedAfterAll
class LimitsIT {
  private final FixtureRegistry origin = FixtureRegistry.start();

  @AfterEach
  void stop() {
    origin.close();
  }

  @Test
  void aRequestLineOverTheLimitGets414() throws IOException {
    try (var weir = WeirUnderTest.of(origin, "http.max-url-length=1KiB");
        var client = RawHttp.connect(weir.registry())) {
      client.get("/" + "x".repeat(1_100));

      assertRefused(client, 414);
      awaitRefusals(weir, 1);
    }
  }

  @Test
  void headerFieldsOverTheLimitGet431() throws IOException {
    try (var weir = WeirUnderTest.of(origin, "http.max-header-size=1KiB");
        var many = RawHttp.connect(weir.registry());
        var long1 = RawHttp.connect(weir.registry())) {
      many.send("GET / HTTP/1.1\r\nHost: 127.0.0.1\r\n" + "X-Y: z\r\n".repeat(200));
      assertRefused(many, 431);

      long1.send("GET / HTTP/1.1\r\nHost: 127.0.0.1\r\nX: " + "x".repeat(2_000));
      assertRefused(long1, 431);
      awaitRefusals(weir, 2);
    }
  }

  @Test
  void aBodyOverTheLimitGets413AnnouncedOrNot() throws IOException {
    try (var weir = WeirUnderTest.of(origin, "http.max-request-body=1KiB");
        var announced = RawHttp.connect(weir.registry());
        var chunked = RawHttp.connect(weir.registry())) {
      announced.request("PUT", "/-/x", "Content-Length: 1025", "Expect: 100-continue");
      assertRefused(announced, 413);

      chunked.request("PUT", "/-/x", "Transfer-Encoding: chunked");
      chunked.send("400\r\n" + "x".repeat(1_024) + "\r\n1\r\n");
      chunked.send("x\r\n");
      assertRefused(chunked, 413);
    }
  }

  @Test
  void oneConnectionTooManyIsClosedAtOnceAndCounted() throws IOException {
    for (var key : List.of("http.max-connections", "http.max-connections-per-address")) {
      try (var weir = WeirUnderTest.of(origin, key + "=2");
          var first = RawHttp.connect(weir.url());
          var second = RawHttp.connect(weir.url())) {
        first.get("/health/live");
        assertThat(first.readHead().status()).isEqualTo(200);
        second.get("/health/live");
        assertThat(second.readHead().status()).isEqualTo(200);

        try (var third = RawHttp.connect(weir.url())) {
          assertThat(third.atEnd()).isTrue();
        }
        first.close();
        await()
            .ignoreExceptions()
            .until(() -> weir.metric("weir_http_connections_refused_total") >= 1);
      }
    }
  }

  @Test
  void theLastRequestOfAConnectionSaysSo() throws IOException {
    try (var weir = WeirUnderTest.of(origin, "http.max-requests-per-connection=2");
        var client = RawHttp.connect(weir.url())) {
      client.get("/health/live");
      var first = client.readHead();
      client.readBody(first);
      assertThat(first.header("connection")).isEmpty();

      client.get("/health/live");
      var second = client.readHead();
      assertThat(client.readBody(second).end()).isEqualTo(RawBody.End.COMPLETE);
      assertThat(second.header("connection")).contains("close");
      assertThat(client.atEnd()).isTrue();
    }
  }

  @Test
  void anIdleConnectionIsClosedWithoutAWord() throws IOException {
    try (var weir = WeirUnderTest.of(origin, "http.idle-timeout=300ms");
        var fresh = RawHttp.connect(weir.url())) {
      assertThat(fresh.atEnd()).isTrue();
      try (var again = RawHttp.connect(weir.url())) {
        again.get("/health/live");
        again.readBody(again.readHead());
        assertThat(again.atEnd()).isTrue();
      }
    }
  }

  @Test
  void aHeadOrBodyThatTakesTooLongGets408() throws IOException {
    try (var weir =
            WeirUnderTest.of(origin, "http.header-timeout=300ms", "http.body-timeout=300ms");
        var head = RawHttp.connect(weir.registry());
        var body = RawHttp.connect(weir.registry())) {
      head.send("GET / HTTP/1.1\r\nHo");
      body.request("PUT", "/-/x", "Content-Length: 10").send("x");

      assertRefused(head, 408);
      assertRefused(body, 408);
      awaitRefusals(weir, 2);
    }
  }

  @Test
  void aClientThatTakesNothingIsCutAfterTheWriteTimeout() throws IOException {
    origin.add(FixturePackage.of("big").versions("1.0.0").tarballBytes(30_000_000));
    try (var weir = WeirUnderTest.of(origin, "http.write-timeout=1s");
        var client = RawHttp.connect(weir.registry(), 4096)) {
      client.get(FixtureRegistry.tarballPath("big", "1.0.0"));

      await()
          .until(
              () -> weir.metric("weir_requests_seconds_count", "tarball\"", "client_gone\"") == 1);
      var head = client.readHead();
      assertThat(client.readBody(head).end()).isNotEqualTo(RawBody.End.COMPLETE);
    }
  }

  @Test
  void moreBaseUrlsThanAreRememberedAreAllServedTheirOwn() throws IOException {
    origin.add(FixturePackage.of("pkg").versions("1.0.0"));
    try (var weir = WeirUnderTest.of(origin, "http.max-base-urls=8")) {
      for (int round = 0; round < 2; round++) {
        for (int i = 1; i <= 20; i++) {
          assertTarballAddress(weir, "10.0.0." + i);
        }
      }
      assertThat(origin.requests("/pkg")).isEqualTo(1);
    }
  }

  private static void assertTarballAddress(WeirUnderTest weir, String host) throws IOException {
    try (var client = RawHttp.connect(weir.url())) {
      client.send("GET /npm/local/dev/pkg HTTP/1.1\r\nHost: " + host + "\r\n\r\n");
      var body = text(client, client.readHead());
      assertThat(body).contains("\"http://" + host + "/npm/local/dev/pkg/-/pkg-1.0.0.tgz\"");
    }
  }

  @Test
  void aPackumentOverTheSizeGets502NamingTheLimitOrWhatIsStored() {
    origin.add(FixturePackage.of("big").versions(50).packumentBytes(300_000));
    origin.add(FixturePackage.of("grows").versions(2));
    try (var weir =
        WeirUnderTest.of(
            origin,
            "packument.max-size=100KiB",
            "packument.max-fresh=0s",
            "packument.min-fresh=0s",
            "packument.default-fresh=0s",
            "packument.stale-while-revalidate=0s",
            "packument.force-interval=0s")) {
      assertThat(weir.get("grows").statusCode()).isEqualTo(200);
      origin.add(FixturePackage.of("grows").versions(50).packumentBytes(300_000));

      var fresh = weir.get("big");
      assertThat(fresh.statusCode()).isEqualTo(502);
      assertThat(fresh.body()).contains("102400", "\"error\"", "\"message\"");
      var stale = weir.get("grows");
      assertThat(stale.statusCode()).isEqualTo(200);
      assertThat(stale.body().length()).isLessThan(100_000);
    }
  }

  @Test
  void moreVersionsThanTheLimitGet502NamingItOrWhatIsStored() {
    origin.add(FixturePackage.of("many").versions(30));
    origin.add(FixturePackage.of("grows").versions(2));
    try (var weir =
        WeirUnderTest.of(
            origin,
            "packument.max-versions=20",
            "packument.max-fresh=0s",
            "packument.min-fresh=0s",
            "packument.default-fresh=0s",
            "packument.stale-while-revalidate=0s",
            "packument.force-interval=0s")) {
      assertThat(weir.get("grows").statusCode()).isEqualTo(200);
      origin.add(FixturePackage.of("grows").versions(30));

      var fresh = weir.get("many");
      assertThat(fresh.statusCode()).isEqualTo(502);
      assertThat(fresh.body()).contains("version", "20");
      assertThat(weir.get("grows").statusCode()).isEqualTo(200);
    }
  }

  @Test
  void aTarballOverTheSizeGets502() {
    origin.add(FixturePackage.of("big").versions("1.0.0").tarballBytes(300_000));
    try (var weir = WeirUnderTest.of(origin, "tarball.max-size=100KiB")) {
      var reply = weir.get("big/-/big-1.0.0.tgz");

      assertThat(reply.statusCode()).isEqualTo(502);
      assertThat(reply.body()).contains("102400");
    }
  }

  @Test
  void onlySoMany404sAreRemembered() {
    // A route repeats its own 404 for a second, so hardly any route may be remembered.
    try (var weir =
        WeirUnderTest.of(origin, "packument.negative-entries=10", "http.max-remembered-routes=2")) {
      for (int round = 0; round < 2; round++) {
        for (int i = 0; i < 100; i++) {
          assertThat(weir.get("absent-" + i).statusCode()).isEqualTo(404);
        }
      }
      assertThat(origin.totalRequests()).isBetween(150L, 200L);
    }
  }

  @Test
  void oneDownloadTooManyGets503AndMayComeBack() {
    origin.add(FixturePackage.of("one").versions("1.0.0"));
    origin.add(FixturePackage.of("two").versions("1.0.0"));
    origin.fault("/one/-/one-1.0.0.tgz", Fault.once().hang());
    try (var weir = WeirUnderTest.of(origin, "tarball.max-flights=1");
        var herd = new Herd()) {
      var first = herd.start(List.of(weir.uri("one/-/one-1.0.0.tgz")));
      await().until(() -> origin.requests("/one/-/one-1.0.0.tgz") == 1);

      var second = weir.get("two/-/two-1.0.0.tgz");

      assertThat(second.statusCode()).isEqualTo(503);
      assertThat(second.headers().firstValue("retry-after")).isPresent();
      assertThat(second.body()).contains("tarball.max-flights");
      first.get(0).join();
    }
  }

  @Test
  void oneRequestTooManyForAnOriginGets503AndIsCounted() {
    origin.faultAll(Fault.always().delay(Duration.ofSeconds(3)));
    try (var weir =
            WeirUnderTest.of(origin, "upstream.max-connections=1", "upstream.max-pending=1");
        var herd = new Herd()) {
      var replies = herd.get(packuments(weir, 10));

      assertThat(replies.stream().filter(reply -> reply.is(503))).hasSizeGreaterThanOrEqualTo(5);
      assertThat(origin.totalRequests()).isLessThanOrEqualTo(4);
      assertThat(weir.metric("weir_upstream_requests_seconds_count", "overloaded")).isPositive();
    }
  }

  @Test
  void fullQueuesGet503AndAreCounted() {
    for (int i = 0; i < 60; i++) {
      origin.add(FixturePackage.of("p" + i).versions(20));
    }
    assertSomeAreTurnedAway("cpu", "cpu.threads=1", "cpu.queue=1");
    assertSomeAreTurnedAway("storage-read", "storage.read-threads=1", "storage.queue=1");
  }

  private void assertSomeAreTurnedAway(String pool, String... settings) {
    try (var weir = WeirUnderTest.of(origin, settings);
        var herd = new Herd()) {
      var replies = new ArrayList<HerdReply>();
      await()
          .atMost(Duration.ofSeconds(60))
          .until(
              () -> {
                replies.addAll(herd.get(packuments(weir, 60)));
                return weir.metric("weir_pool_rejected_total", pool + "\"") > 0;
              });
      assertThat(replies).allMatch(reply -> reply.is(200) || reply.is(503), "200 or 503");
      // And when the rush is over, all is served.
      await().ignoreExceptions().until(() -> weir.get("p1").statusCode() == 200);
    }
  }

  private static List<URI> packuments(WeirUnderTest weir, int count) {
    var uris = new ArrayList<URI>();
    for (int i = 0; i < count; i++) {
      uris.add(weir.uri("p" + i));
    }
    return uris;
  }

  /** An error in JSON, then the end of the connection. */
  private static void assertRefused(RawHttp client, int status) throws IOException {
    var head = client.readHead();
    assertThat(head.status()).isEqualTo(status);
    assertThat(head.header("connection")).contains("close");
    var json = JsonMapper.shared().readTree(text(client, head));
    assertThat(json.at("/error").asString()).isNotEmpty();
    assertThat(json.at("/message").asString()).isNotEmpty();
    assertThat(client.atEnd()).isTrue();
  }

  private static String text(RawHttp client, RawHead head) {
    return new String(client.readBody(head).bytes(), StandardCharsets.UTF_8);
  }

  private static void awaitRefusals(WeirUnderTest weir, int count) {
    await().until(() -> weir.metric("weir_requests_seconds_count", "refused\"") == count);
  }
}
