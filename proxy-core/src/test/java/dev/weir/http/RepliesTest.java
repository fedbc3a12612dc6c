package dev.weir.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.buffer.ByteBufUtil;
import io.netty.handler.codec.http.HttpResponseStatus;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.json.JsonMapper;

class RepliesTest {
  @ParameterizedTest
  @ValueSource(
      strings = {
        "plain",
        "\"quoted\" and \\ slashed",
        "lines\r\nand\ttabs",
        "\u0000\u001f\u007f",
        "Grüße, 世界 \uD83D\uDE00",
        "</script>",
        ""
      })
  void errorIsValidJsonWhateverItSays(String message) {
    var json =
        JsonMapper.shared()
            .readTree(bytes(Replies.error(HttpResponseStatus.BAD_REQUEST, Outcome.OK, message)));

    assertThat(json.get("error").stringValue()).isEqualTo(message);
    assertThat(json.get("message").stringValue()).isEqualTo(message);
    assertThat(json.size()).isEqualTo(2);
  }

  @Test
  void halfACharacterDoesNotBreakTheJson() {
    var reply = Replies.error(HttpResponseStatus.BAD_REQUEST, Outcome.OK, "a\uD83Db");

    assertThat(JsonMapper.shared().readTree(bytes(reply)).get("error").stringValue())
        .isEqualTo("a?b");
  }

  @Test
  void errorAndMessageMayDiffer() {
    var reply = Replies.error(HttpResponseStatus.CONFLICT, Outcome.CLIENT_ERROR, "short", "long");

    assertThat(new String(bytes(reply), java.nio.charset.StandardCharsets.UTF_8))
        .isEqualTo("{\"error\":\"short\",\"message\":\"long\"}\n");
  }

  @Test
  void discardingClosesASource() {
    var source = GrowingSource.ofLength(1);

    Replies.discard(TestServer.await(TestReplies.all(source)));

    assertThat(source.isClosed()).isTrue();
  }

  private static byte[] bytes(Reply reply) {
    var body = ((Reply.Body.Bytes) reply.body()).bytes();
    var bytes = ByteBufUtil.getBytes(body);
    body.release();
    return bytes;
  }
}
