package dev.weir.system;

import static dev.weir.system.Publishing.json;
import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.testing.RawHead;
import dev.weir.testing.RawHttp;
import dev.weir.testing.documents.PublishedVersion;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

/** What of a publish is too much, too many or too slow, and what becomes of it then. */
class PublishLimitsIT {
  private static final PublishedVersion ONE = PublishedVersion.of("pkg", "1.0.0");

  private static PublishedVersion large(int bytes) {
    return ONE.withFile("package/large", new byte[bytes]);
  }

  @Test
  void aTarballOverTheLimitIs413() {
    try (var publishing = new Publishing("publish.max-tarball=64KiB")) {
      publishing.assertRefused(
          publishing.publish(large(64 << 10)), "pkg", 413, "tarball", "publish.max-tarball");
    }
  }

  @Test
  void aBodyThatIsLongerThanAnyPublishMayBeIs413BeforeItIsSent() throws IOException {
    try (var publishing =
            new Publishing("publish.max-tarball=64KiB", "publish.max-document=64KiB");
        var client = RawHttp.connect(publishing.weir().registry())) {
      client.request("PUT", "/pkg", "Content-Length: 1000000");

      assertThat(client.readHead().status()).isEqualTo(413);
      publishing.assertNothingStored("pkg");
    }
  }

  @Test
  void aDocumentOverTheLimitIs413() {
    try (var publishing = new Publishing("publish.max-document=16KiB")) {
      publishing.assertRefused(
          publishing.publish(ONE.with("notes", "x".repeat(16 << 10))),
          "pkg",
          413,
          "document beside its tarball",
          "publish.max-document");
    }
  }

  @Test
  void moreVersionsThanTheLimitAre400() {
    var document = ONE.document();
    var versions = new LinkedHashMap<String, Object>();
    for (int i = 0; i < 10_001; i++) {
      versions.put("1.0." + i, Map.of());
    }
    document.put("versions", versions);

    try (var publishing = new Publishing()) {
      publishing.assertRefused(
          publishing.put("pkg", json(document)), "pkg", 400, "versions: more than 10000");
    }
  }

  @Test
  void onePublishMoreThanMayWaitIs503AndMayComeAgain() throws IOException {
    try (var publishing = new Publishing("publish.max-concurrent=1", "publish.max-waiting=0");
        var one = RawHttp.connect(publishing.weir().registry());
        var two = RawHttp.connect(publishing.weir().registry())) {
      var body = ONE.json();
      int half = body.length() / 2;
      send(one, body, half);
      send(two, body, half);

      // The one that is let in has no answer before its body is there.
      Awaitility.await().until(() -> one.hasAnswer() || two.hasAnswer());
      boolean isOne = one.hasAnswer();
      var refused = isOne ? one : two;
      var head = refused.readHead();
      assertThat(head.status()).isEqualTo(503);
      assertThat(head.header("Retry-After")).isPresent();
      assertThat(text(refused, head)).contains("publish.max-waiting");

      var taken = isOne ? two : one;
      taken.send(body.substring(half));
      assertThat(taken.readHead().status()).isEqualTo(201);
      assertThat(publishing.publish(good()).statusCode()).isEqualTo(201);
    }
  }

  @Test
  void onePublishMoreThanAtATimeWaits() throws IOException {
    try (var publishing = new Publishing("publish.max-concurrent=1");
        var one = RawHttp.connect(publishing.weir().registry());
        var two = RawHttp.connect(publishing.weir().registry())) {
      var body = ONE.json();
      int half = body.length() / 2;
      send(one, body, half);
      send(two, body, half);

      // Whichever of them was let in, the other one's turn comes with its end.
      one.send(body.substring(half));
      two.send(body.substring(half));

      assertThat(List.of(one.readHead().status(), two.readHead().status()))
          .containsExactlyInAnyOrder(201, 200);
    }
  }

  @Test
  void whoWaitsTooLongIs503() throws IOException {
    try (var publishing = new Publishing("publish.max-concurrent=1", "publish.max-wait=500ms");
        var idle = RawHttp.connect(publishing.weir().registry())) {
      send(idle, ONE.json(), 10);
      // The idle one is let in once another one finds that it has to wait.
      Awaitility.await().until(() -> publishing.publish(good()).statusCode() == 503);

      var late = publishing.publish(good());

      assertThat(late.statusCode()).isEqualTo(503);
      assertThat(late.headers().firstValue("Retry-After")).isPresent();
      assertThat(late.body()).contains("publish.max-wait");
      idle.send(ONE.json().substring(10));
      assertThat(idle.readHead().status()).isEqualTo(201);
      assertThat(publishing.publish(good()).statusCode() / 100).isEqualTo(2);
    }
  }

  @Test
  void uploadsThatStandStillDoNotKeepOthersOut() throws IOException {
    try (var publishing = new Publishing("publish.max-concurrent=2", "http.body-timeout=1s");
        var one = RawHttp.connect(publishing.weir().registry());
        var two = RawHttp.connect(publishing.weir().registry())) {
      send(one, ONE.json(), 10);
      send(two, ONE.json(), 10);

      assertThat(publishing.publish(good()).statusCode()).isEqualTo(201);
      assertThat(one.readHead().status()).isEqualTo(408);
      assertThat(two.readHead().status()).isEqualTo(408);
    }
  }

  @Test
  void aBodyThatTakesTooLongIs408() throws IOException {
    try (var publishing = new Publishing("http.upload-timeout=1s");
        var client = RawHttp.connect(publishing.weir().registry())) {
      var body = ONE.json();
      send(client, body, body.length() / 2);

      var head = client.readHead();

      assertThat(head.status()).isEqualTo(408);
      assertThat(text(client, head)).contains("error");
      publishing.assertNothingStored("pkg");
    }
  }

  @Test
  void ofABodyThatBreaksOffNothingIsKept() throws IOException {
    try (var publishing = new Publishing("publish.max-concurrent=1")) {
      for (int i = 1; i <= 3; i++) {
        try (var client = RawHttp.connect(publishing.weir().registry())) {
          var body = large(1 << 20).json();
          client.request("PUT", "/pkg", "Content-Length: " + body.length(), "Expect: 100-continue");
          assertThat(client.readHead().status()).isEqualTo(100);
          client.send(body.substring(0, body.length() * i / 4)).reset();
        }
        // As soon as the one that is gone has been noticed.
        Awaitility.await().until(() -> publishing.publish(good()).statusCode() / 100 == 2);
      }

      assertThat(publishing.weir().get("pkg").statusCode()).isEqualTo(404);
      assertThat(publishing.tarballs()).isEqualTo(1);
    }
  }

  private static PublishedVersion good() {
    return PublishedVersion.of("good", "1.0.0");
  }

  /** Sends the head of a publish, and of its body the first bytes. */
  private static void send(RawHttp client, String body, int first) throws IOException {
    client
        .request("PUT", "/pkg", "Content-Length: " + body.length())
        .send(body.substring(0, first));
  }

  private static String text(RawHttp client, RawHead head) {
    return new String(client.readBody(head).bytes(), StandardCharsets.UTF_8);
  }
}
