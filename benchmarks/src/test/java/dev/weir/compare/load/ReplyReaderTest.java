package dev.weir.compare.load;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.ByteBuffer;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Answers are read however they are cut, and every deviation is found. */
class ReplyReaderTest {
  private static final String WHOLE = "HTTP/1.1 200 OK\r\ncontent-length: 10\r\n\r\n0123456789";
  private static final String CHUNKED =
      "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n4\r\n0123\r\n6\r\n456789\r\n0\r\n\r\n";

  private final ReplyReader reader = new ReplyReader();

  @Test
  void anAnswerWithALengthMayComeInOnePiece() {
    reader.expect(want("0123456789"));

    assertThat(read(WHOLE)).isTrue();
    assertThat(reader.received()).isEqualTo(10);
  }

  @Test
  void answersMayBeCutAnywhere() {
    for (var answer : new String[] {WHOLE, CHUNKED}) {
      reader.expect(want("0123456789"));
      for (int i = 0; i < answer.length(); i++) {
        assertThat(read(answer.substring(i, i + 1))).isEqualTo(i == answer.length() - 1);
      }
    }
  }

  @Test
  void keptBodiesAreWhatCame() {
    reader.expect(Want.get("/a", Map.of(), new Want.Body.Kept()));
    read(CHUNKED);

    assertThat(reader.keptBody()).asString(ISO_8859_1).isEqualTo("0123456789");
  }

  @Test
  void aNotModifiedHasNoBody() {
    reader.expect(want("0123456789").answered(304));

    assertThat(read("HTTP/1.1 304 Not Modified\r\ncontent-length: 10\r\n\r\n")).isTrue();
  }

  @Test
  void oneWrongByteIsFound() {
    reader.expect(want("0123456x89"));

    assertThatThrownBy(() -> read(WHOLE))
        .isInstanceOf(WrongAnswerException.class)
        .hasMessage("/a: another byte at 7");
  }

  @Test
  void oneWrongByteInALaterPieceIsFound() {
    reader.expect(want("012345678x"));
    read(WHOLE.substring(0, WHOLE.length() - 3));

    assertThatThrownBy(() -> read("789")).hasMessage("/a: another byte at 9");
  }

  @Test
  void tooShortAndTooLongAreFound() {
    reader.expect(want("0123456789x"));
    assertThatThrownBy(() -> read(WHOLE)).hasMessage("/a: 10 bytes (expected: 11)");

    var other = new ReplyReader();
    other.expect(want("012345678"));
    assertThatThrownBy(() -> other.read(ByteBuffer.wrap(WHOLE.getBytes(ISO_8859_1))))
        .hasMessage("/a: more than 9 bytes");
  }

  @Test
  void anotherStatusIsFound() {
    reader.expect(want("").answered(404));

    assertThatThrownBy(() -> read(WHOLE)).hasMessage("/a: status 200 (expected: 404)");
  }

  @Test
  void bytesThatBelongToNoAnswerAreFound() {
    reader.expect(want("0123456789"));

    assertThatThrownBy(() -> read(WHOLE + "HTTP")).hasMessage("/a: 4 bytes after its end");
  }

  @Test
  void aConnectionThatEndsEarlyIsFound() {
    reader.expect(want("0123456789"));
    read(WHOLE.substring(0, WHOLE.length() - 3));

    assertThatThrownBy(reader::closed).hasMessage("/a: broken off after 7 bytes of its body");
  }

  private static Want want(String body) {
    return Want.get("/a", Map.of(), Want.Body.exactly(body.getBytes(ISO_8859_1)));
  }

  private boolean read(String text) {
    return reader.read(ByteBuffer.wrap(text.getBytes(ISO_8859_1)));
  }
}
