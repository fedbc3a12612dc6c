package dev.weir.compare.wire;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;

import dev.weir.compare.CannedServer;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Test;

class WireTest {
  @Test
  void answersFollowEachOtherOnOneConnectionAsTheyWereSent() throws IOException {
    try (var server =
            CannedServer.start(
                head -> CannedServer.response("200 OK", head.get(0), "X-Order: 2", "x-order: 1"));
        var wire = Wire.connect(server.base())) {
      var first = wire.get("/a", List.of());
      var second = wire.get("/b", List.of(new Header("Accept", "text/plain")));

      assertThat(text(first)).isEqualTo("GET /a HTTP/1.1");
      assertThat(text(second)).isEqualTo("GET /b HTTP/1.1");
      assertThat(first.headers())
          .startsWith(new Header("X-Order", "2"), new Header("x-order", "1"));
    }
  }

  @Test
  void headersOfTheRequestArrive() throws IOException {
    try (var server =
            CannedServer.start(head -> CannedServer.response("200 OK", String.join("\n", head)));
        var wire = Wire.connect(server.base())) {
      var reply = wire.get("/", List.of(new Header("If-None-Match", "\"x\"")));

      assertThat(text(reply)).contains("If-None-Match: \"x\"").contains("Host: 127.0.0.1:");
    }
  }

  @Test
  void chunksArePutTogetherAndCountedWithTheirFraming() throws IOException {
    var sent =
        "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n3\r\nabc\r\n2;x\r\nde\r\n0\r\n\r\n";
    try (var server = CannedServer.start(head -> sent.getBytes(ISO_8859_1));
        var wire = Wire.connect(server.base())) {
      assertThat(text(wire.get("/", List.of()))).isEqualTo("abcde");
      assertThat(wire.get("/", List.of()).wireBytes()).isEqualTo(sent.length());
    }
  }

  @Test
  void notModifiedHasNoBodyWhateverItsHeadersSay() throws IOException {
    var sent = "HTTP/1.1 304 Not Modified\r\nContent-Length: 5\r\n\r\n";
    try (var server = CannedServer.start(head -> sent.getBytes(ISO_8859_1));
        var wire = Wire.connect(server.base())) {
      var reply = wire.get("/", List.of());

      assertThat(reply.body()).isEmpty();
      assertThat(reply.wireBytes()).isEqualTo(sent.length());
    }
  }

  @Test
  void bodyThatEndsTooSoonIsNoAnswer() throws IOException {
    var sent = "HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\nabc";
    try (var server = CannedServer.thatCloses(head -> sent.getBytes(ISO_8859_1));
        var wire = Wire.connect(server.base())) {
      assertThatIOException()
          .isThrownBy(() -> wire.get("/", List.of()))
          .withMessage("body: 3 bytes (expected: 5)");
    }
  }

  private static String text(WireReply reply) {
    return new String(reply.body(), ISO_8859_1);
  }
}
