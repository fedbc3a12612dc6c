package dev.weir.system;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.github.luben.zstd.ZstdInputStreamNoFinalizer;
import dev.weir.testing.FixtureRegistry;
import dev.weir.testing.Herd;
import dev.weir.testing.HerdReply;
import dev.weir.testing.LeaksCheckedAfterAll;
import dev.weir.testing.RawHttp;
import dev.weir.testing.documents.FixturePackage;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What pnpm and Bun get, who take zstd, and that each coding is a representation of its own. */
@LeaksCheckedAfterAll
class ZstdIT {
  private static final String ABBREVIATED =
      "application/vnd.npm.install-v1+json; q=1.0, application/json; q=0.8, */*";
  private static final String PNPM = "zstd,gzip,deflate";
  private static final String BUN = "gzip, deflate, br, zstd";
  private static final List<String> CODINGS = List.of("identity", "gzip", "zstd");

  private static FixtureRegistry origin;
  private static WeirUnderTest weir;

  @BeforeAll
  static void start() {
    origin = FixtureRegistry.start();
    weir = WeirUnderTest.of(origin);
    origin.add(FixturePackage.of("small").versions(60));
    origin.add(FixturePackage.of("built").versions("1.0.0", "1.0.0+gzip"));
    origin.add(huge("huge"));
  }

  @AfterAll
  static void stop() {
    weir.close();
    origin.close();
  }

  @ParameterizedTest
  @ValueSource(strings = {PNPM, BUN})
  void pnpmAndBunGetZstdOfExactlyTheIdentityBytes(String acceptEncoding) throws IOException {
    for (var path : List.of("small", "huge", "small/1.0.1")) {
      for (var accept : List.of("application/json", ABBREVIATED)) {
        var identity = weir.bytes(path, "Accept", accept);
        for (int i = 0; i < 2; i++) { // made, then hot
          var zstd = weir.bytes(path, "Accept", accept, "Accept-Encoding", acceptEncoding);

          assertThat(zstd.headers().firstValue("content-encoding")).contains("zstd");
          assertThat(zstd.headers().firstValue("content-type"))
              .isEqualTo(identity.headers().firstValue("content-type"));
          assertThat(zstd.headers().firstValue("vary")).contains("Accept, Accept-Encoding");
          assertThat(zstd.body().length).isLessThan(identity.body().length);
          assertThat(decoded(zstd)).isEqualTo(identity.body());
        }
      }
    }
  }

  @Test
  void aLargeOneIsChunkedWhileItIsMadeAndHasALengthWhenItIsKept() {
    // It has a length at once if it was made before its head was written, on a busy machine.
    var chunked =
        IntStream.range(0, 20)
            .mapToObj(i -> "lengthy-" + i)
            .filter(this::isChunkedWhenItIsMade)
            .findFirst();
    assertThat(chunked).isPresent();
    var name = chunked.get();
    var made = weir.bytes(name, "Accept-Encoding", PNPM);

    // It is kept just after its last byte has gone out.
    await()
        .untilAsserted(
            () -> {
              var kept = weir.bytes(name, "Accept-Encoding", PNPM);
              assertThat(kept.headers().firstValueAsLong("content-length"))
                  .hasValue(made.body().length);
              assertThat(kept.body()).isEqualTo(made.body());
            });
  }

  private boolean isChunkedWhenItIsMade(String name) {
    origin.add(huge(name));
    return weir.bytes(name, "Accept-Encoding", PNPM)
        .headers()
        .firstValue("transfer-encoding")
        .filter("chunked"::equals)
        .isPresent();
  }

  @ParameterizedTest
  @ValueSource(strings = {"small", "huge", "small/latest"})
  void eachCodingHasAnEtagA304AndAHeadOfItsOwn(String path) throws IOException {
    var etags = new HashSet<String>();
    for (var coding : CODINGS) {
      var get = weir.bytes(path, "Accept-Encoding", coding);
      var etag = get.headers().firstValue("etag").orElseThrow();
      assertThat(etag).doesNotStartWith("W/");

      var head = weir.head(path, "Accept-Encoding", coding);
      assertThat(head.statusCode()).isEqualTo(200);
      for (var name :
          List.of("etag", "content-encoding", "content-type", "vary", "last-modified")) {
        assertThat(head.headers().firstValue(name)).isEqualTo(get.headers().firstValue(name));
      }

      var same = weir.bytes(path, "Accept-Encoding", coding, "If-None-Match", etag);
      assertThat(same.statusCode()).isEqualTo(304);
      assertThat(same.body()).isEmpty();
      assertThat(same.headers().firstValue("etag")).contains(etag);
      assertThat(same.headers().firstValue("vary")).contains("Accept, Accept-Encoding");

      for (var other : etags) {
        var changed = weir.bytes(path, "Accept-Encoding", coding, "If-None-Match", other);
        assertThat(changed.statusCode()).isEqualTo(200);
        assertThat(decoded(changed)).isEqualTo(decoded(get));
      }
      etags.add(etag);
    }
    assertThat(etags).hasSize(CODINGS.size());
  }

  @Test
  void theFormsHaveEtagsOfTheirOwnInZstdToo() {
    var full = weir.bytes("small", "Accept-Encoding", PNPM);
    var abbreviated = weir.bytes("small", "Accept", ABBREVIATED, "Accept-Encoding", PNPM);

    assertThat(full.headers().firstValue("etag"))
        .isPresent()
        .isNotEqualTo(abbreviated.headers().firstValue("etag"));
  }

  @Test
  void headAnd304OfABodyThatNobodyHasMadeMakeNone() {
    origin.add(FixturePackage.of("asked-about").versions(60));
    weir.head("asked-about"); // brings in the document
    double made = weir.metric("weir_render_seconds_count");

    var head = weir.head("asked-about", "Accept-Encoding", PNPM);
    var etag = head.headers().firstValue("etag").orElseThrow();
    var same = weir.bytes("asked-about", "Accept-Encoding", PNPM, "If-None-Match", etag);

    assertThat(head.headers().firstValue("content-encoding")).contains("zstd");
    assertThat(head.headers().firstValue("content-length")).isEmpty();
    assertThat(same.statusCode()).isEqualTo(304);
    assertThat(weir.metric("weir_render_seconds_count")).isEqualTo(made);
  }

  @Test
  void aVersionNamedLikeACodingIsNotMistakenForIt() throws IOException {
    var gzip = weir.bytes("built/1.0.0", "Accept-Encoding", "gzip");
    var built = weir.get("built/1.0.0%2Bgzip");

    assertThat(new String(decoded(gzip), UTF_8)).contains("\"1.0.0\"");
    assertThat(built.statusCode()).isEqualTo(200);
    assertThat(built.headers().firstValue("content-encoding")).isEmpty();
    assertThat(built.body()).contains("\"version\":\"1.0.0+gzip\"");
    assertThat(built.headers().firstValue("etag")).isNotEqualTo(gzip.headers().firstValue("etag"));
  }

  @Test
  void aSlowReaderOfAGrowingBodyHoldsNobodyUpAndMissesNothing() throws IOException {
    origin.add(huge("followed"));
    try (var herd = new Herd();
        var slow = RawHttp.connect(weir.registry(), 4096).patience(Duration.ofSeconds(60))) {
      slow.get("/followed", "Accept-Encoding: " + PNPM);
      var head = slow.readHead();

      var replies = herd.get(20, weir.uri("followed"), "Accept-Encoding", BUN);
      var rest = slow.readBody(head);

      assertThat(replies).hasSize(20).allMatch(reply -> reply.is(200));
      assertThat(replies.stream().map(HerdReply::sha512).distinct()).hasSize(1);
      assertThat(rest.complete()).isTrue();
      assertThat(unzstd(rest.bytes())).isEqualTo(weir.bytes("followed").body());
    }
  }

  @Test
  void aClientThatLeavesMidwayStopsNothing() throws IOException {
    origin.add(huge("left"));
    for (int i = 0; i < 5; i++) {
      try (var leaver = RawHttp.connect(weir.registry(), 4096)) {
        leaver.get("/left", "Accept-Encoding: " + PNPM);
        assertThat(leaver.readHead().header("content-encoding")).contains("zstd");
        leaver.readExactly(100);
        leaver.reset();
      }
    }

    var whole = weir.bytes("left", "Accept-Encoding", PNPM);

    assertThat(decoded(whole)).isEqualTo(weir.bytes("left").body());
    assertThat(origin.requests("/left")).isEqualTo(1);
  }

  @Test
  void aHerdOfMixedCodingsMakesEachRepresentationOnce() {
    origin.add(FixturePackage.of("mixed").versions(60));
    origin.add(huge("mixed-huge"));
    weir.head("mixed");
    weir.head("mixed-huge");
    double before = weir.metric("weir_render_seconds_count");

    try (var herd = new Herd()) {
      assertEachCodingIsOneBody(herd, "mixed");
      assertThat(weir.metric("weir_render_seconds_count") - before).isEqualTo(3);
      // Large identity bodies are made of gzip ones.
      assertEachCodingIsOneBody(herd, "mixed-huge");
      assertThat(weir.metric("weir_render_seconds_count") - before).isEqualTo(5);
    }
    assertThat(origin.requests("/mixed")).isEqualTo(1);
    assertThat(origin.requests("/mixed-huge")).isEqualTo(1);
  }

  private static void assertEachCodingIsOneBody(Herd herd, String path) {
    var started = new ArrayList<List<CompletableFuture<HerdReply>>>();
    for (var coding : CODINGS) {
      var uris = Collections.nCopies(20, weir.uri(path));
      started.add(herd.start(uris, "Accept-Encoding", coding));
    }
    for (var ofOneCoding : started) {
      var replies = ofOneCoding.stream().map(CompletableFuture::join).toList();
      assertThat(replies).hasSize(20).allMatch(reply -> reply.is(200));
      assertThat(replies.stream().map(HerdReply::sha512).distinct()).hasSize(1);
    }
  }

  /** Well over a megabyte, in both forms. */
  private static FixturePackage huge(String name) {
    return FixturePackage.of(name).versions(1_500).packumentBytes(6_000_000);
  }

  private static byte[] decoded(HttpResponse<byte[]> reply) throws IOException {
    return switch (reply.headers().firstValue("content-encoding").orElse("identity")) {
      case "zstd" -> unzstd(reply.body());
      case "gzip" -> new GZIPInputStream(new ByteArrayInputStream(reply.body())).readAllBytes();
      default -> reply.body();
    };
  }

  private static byte[] unzstd(byte[] bytes) throws IOException {
    var decoded = new ByteArrayOutputStream();
    try (var in = new ZstdInputStreamNoFinalizer(new ByteArrayInputStream(bytes))) {
      in.transferTo(decoded);
    }
    return decoded.toByteArray();
  }
}
