package dev.weir.compare.peer;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.weir.compare.CannedServer;
import dev.weir.compare.wire.Header;
import dev.weir.compare.wire.Wire;
import dev.weir.compare.wire.WireReply;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PlainNettyTest {
  private static final String LARGE = "0123456789".repeat(300_000);
  private static final List<Header> KNOWN = List.of(new Header("If-None-Match", "\"e1\""));

  @TempDir Path folder;

  @ParameterizedTest
  @ValueSource(strings = {"fixed", "encoded"})
  void everythingIsRepeatedAsTheModelSaysIt(String mode) throws IOException {
    try (var model = CannedServer.start(PlainNettyTest::modelAnswer);
        var plain = plain(model, mode);
        var wire = wire(plain)) {
      var small = wire.get("/npm/small", List.of());
      assertThat(small.status()).isEqualTo(200);
      assertThat(text(small)).isEqualTo("small body");
      assertThat(small.headers())
          .containsExactlyInAnyOrder(
              new Header("etag", "\"e1\""),
              new Header("X-Own", "kept as it is"),
              new Header("content-length", "10"));

      assertThat(text(wire.get("/npm/large", List.of()))).isEqualTo(LARGE);
      assertThat(text(wire.get("/npm/large", List.of()))).isEqualTo(LARGE);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"fixed", "encoded"})
  void knownEtagIsAnsweredAsTheModelDoes(String mode) throws IOException {
    try (var model = CannedServer.start(PlainNettyTest::modelAnswer);
        var plain = plain(model, mode);
        var wire = wire(plain)) {
      var unchanged = wire.get("/npm/small", KNOWN);
      assertThat(unchanged.status()).isEqualTo(304);
      assertThat(unchanged.headers())
          .containsExactlyInAnyOrder(new Header("etag", "\"e1\""), new Header("vary", "Accept"));

      var other = wire.get("/npm/small", List.of(new Header("If-None-Match", "\"e2\"")));
      assertThat(other.status()).isEqualTo(200);
      assertThat(text(wire.get("/npm/small", List.of()))).isEqualTo("small body");
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"fixed", "encoded"})
  void unknownTargetsHaveTheModels404(String mode) throws IOException {
    try (var model = CannedServer.start(PlainNettyTest::modelAnswer);
        var plain = plain(model, mode);
        var wire = wire(plain)) {
      var absent = wire.get("/npm/whatever", List.of());

      assertThat(absent.status()).isEqualTo(404);
      assertThat(text(absent)).isEqualTo("no such thing");
      assertThat(wire.get("/small", List.of()).status()).isEqualTo(404);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"fixed", "encoded"})
  void dateIsTheDayItIsSent(String mode) throws IOException {
    var old = "date: Thu, 01 Jan 1970 00:00:00 GMT";
    try (var model = CannedServer.start(head -> CannedServer.response("200 OK", "x", old));
        var plain = plain(model, mode);
        var wire = wire(plain)) {
      var date = wire.get("/npm/small", List.of()).header("date").orElseThrow();

      assertThat(date).hasSize(29).endsWith(" GMT").doesNotContain("1970");
    }
  }

  @Test
  void modelElsewhereThanOnLoopbackIsRefused() throws IOException {
    var targets = targets().toString();

    assertThatIllegalArgumentException()
        .isThrownBy(
            () ->
                PlainOptions.parse(
                    new String[] {"--from", "http://192.0.2.1/", "--targets", targets}));
  }

  private PlainNetty plain(CannedServer model, String mode) throws IOException {
    return PlainNetty.start(
        PlainOptions.parse(
            new String[] {
              "--from", model.base() + "/npm", "--targets", targets().toString(), "--mode", mode
            }));
  }

  private Path targets() throws IOException {
    return Files.write(folder.resolve("targets"), List.of("/small", "/large"));
  }

  private static Wire wire(PlainNetty plain) throws IOException {
    return Wire.connect(URI.create("http://127.0.0.1:" + plain.port()));
  }

  private static byte[] modelAnswer(List<String> head) {
    var target = head.get(0).split(" ", -1)[1];
    return switch (target) {
      case "/npm/small" ->
          head.contains("If-None-Match: \"e1\"")
              ? CannedServer.response("304 Not Modified", "", "etag: \"e1\"", "vary: Accept")
              : CannedServer.response(
                  "200 OK", "small body", "etag: \"e1\"", "X-Own: kept as it is");
      case "/npm/large" -> CannedServer.response("200 OK", LARGE);
      default -> CannedServer.response("404 Not Found", "no such thing");
    };
  }

  private static String text(WireReply reply) {
    return new String(reply.body(), ISO_8859_1);
  }
}
