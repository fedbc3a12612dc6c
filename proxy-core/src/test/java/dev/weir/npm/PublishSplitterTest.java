package dev.weir.npm;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import java.util.Base64;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class PublishSplitterTest {
  private static final String BEFORE =
      "{\"name\":\"x\",\"_attachments\":{\"x-1.0.0.tgz\":{\"data\":\"";
  private static final String AFTER = "\",\"length\":3}},\"a\":1}";

  @ParameterizedTest
  @EnumSource
  void theTarballIsTakenOutAndNothingElse(PublishSample.Client client) throws Exception {
    var sample = new PublishSample(client, "@lab/pkg-a", "1.0.0").bundle("{\"a\":\"b=\"}");

    var split = Split.of(sample.bytes(), Split.LIMITS, 10_000);

    assertThat(split.tarball()).isEqualTo(PublishSample.TARBALL);
    assertThat(split.rest().tarballName()).contains("@lab/pkg-a-1.0.0.tgz");
    assertThat(split.rest().tarballLength()).isEqualTo(PublishSample.TARBALL.length);
    sample.attachment.put("data", "");
    assertThat(split.text()).isEqualTo(sample.json());
  }

  @ParameterizedTest
  @EnumSource
  void itDoesNotMatterWhereThePiecesEnd(PublishSample.Client client) throws Exception {
    var document = new PublishSample(client, "@lab/pkg-a", "1.0.0").bundle("{\"a\":1}").bytes();
    var whole = Split.of(document, Split.LIMITS, document.length);

    for (int at = 0; at <= document.length; at++) {
      assertSame(inTwo(document, at), whole);
    }
    for (int chunk = 1; chunk < 20; chunk++) {
      assertSame(Split.of(document, Split.LIMITS, chunk), whole);
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 2, 3, 4, 12287, 12288, 12289, 50_000})
  void contentOfAnyLengthIsDecoded(int length) throws Exception {
    var content = new byte[length];
    for (int i = 0; i < length; i++) {
      content[i] = (byte) (i * 7 + i / 256);
    }
    var document = (BEFORE + Base64.getEncoder().encodeToString(content) + AFTER).getBytes(UTF_8);

    for (int chunk : new int[] {1, 3, 5, 4096, document.length}) {
      var split = Split.of(document, Split.LIMITS, chunk);
      assertThat(split.tarball()).isEqualTo(content);
      assertThat(split.rest().tarballLength()).isEqualTo(length);
      assertThat(split.text()).isEqualTo(BEFORE + AFTER);
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          AAECA/8=               | AAECA/8=
          AAECA\\/8=             | AAECA/8=
          AAECA\\u002f8\\u003D   | AAECA/8=
          \\u0041\\u0041ECA/8=   | AAECA/8=
          \\u002b+++             | ++++
          """)
  void escapesAreUndone(String data, String base64) throws Exception {
    var document = (BEFORE + data + AFTER).getBytes(UTF_8);
    var expected = Base64.getDecoder().decode(base64);

    assertThat(Split.of(document, Split.LIMITS, 10_000).tarball()).isEqualTo(expected);
    for (int at = 0; at <= document.length; at++) {
      assertThat(inTwo(document, at).tarball()).isEqualTo(expected);
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "A",
        "AA",
        "AAA",
        "AA=",
        "A===",
        "====",
        "=",
        "AA==AAAA",
        "AAAA=",
        "AAA=A",
        "AA=A",
        "AA===",
        "AAB=",
        "AB==",
        "AA AA",
        "AA\\nAA",
        "AAAA\\n",
        "AA-_",
        "AAAÄ",
        "AAAA\\",
        "AAA\\u003",
        "AAA\\u00e4",
        "AAA\\u0141",
        "AAA\\x",
        "AAA\\\"",
        "AAA\\u00zz",
        "AAA\\u٠٠41",
        "*",
        "\n",
        "\u0000"
      })
  void whatIsNoBase64IsMalformed(String data) {
    assertThatThrownBy(() -> Split.of(BEFORE + data + AFTER))
        .isInstanceOf(MalformedPublishException.class)
        .hasMessageMatching("byte \\d+: (no base64|base64 that|base64 with|an escape in).*");
  }

  @Test
  void aFailureTellsItsPlace() {
    assertThatThrownBy(() -> Split.of(BEFORE + "AAAA AAA" + AFTER))
        .hasMessage(
            "byte %d: no base64 (expected: A-Z a-z 0-9 + / and, at the end alone, =)"
                .formatted(BEFORE.length() + 4));
    assertThatThrownBy(() -> Split.of((BEFORE + "AAAA*" + AFTER).getBytes(UTF_8), Split.LIMITS, 7))
        .hasMessageStartingWith("byte %d: ".formatted(BEFORE.length() + 4));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{}",
        " \n{ }\t\r\n",
        "{\"_attachments\":{}}",
        "{\"_attachments\":\"AAAA\"}",
        "{\"_attachments\":[{\"x.tgz\":{\"data\":\"*\"}}]}",
        "{\"_attachments\":{\"data\":\"*\"}}",
        "{\"_attachments\":{\"x.tgz\":{\"data\":{\"data\":\"*\"}}}}",
        "{\"_attachments\":{\"x.tgz\":{\"data\":[\"*\"]}}}",
        "{\"_attachments\":{\"x.tgz\":{\"data\":12}}}",
        "{\"_attachments\":{\"x.tgz\":{\"data\":null,\"b\":\"data\",\"c\":\"*\"}}}",
        "{\"_attachments\":{\"x.tgz\":[{\"data\":\"*\"}]}}",
        "{\"_attachments\":{\"x.tgz\":{\"a\":{\"data\":\"*\"}}}}",
        "{\"_attachments\":{\"x.sigstore\":{\"data\":\"{\\\"a\\\":1}\"}}}",
        "{\"_attachments\":{\"x\\u002esigstore\":{\"data\":\"*\"}}}",
        "{\"x.tgz\":{\"data\":\"*\"},\"_attachments\":{}}",
        "{\"a\":{\"_attachments\":{\"x.tgz\":{\"data\":\"*\"}}}}",
        "{\"a\":[{\"_attachments\":{\"x.tgz\":{\"data\":\"*\"}}}]}",
        "{\"_attachments \":{\"x.tgz\":{\"data\":\"*\"}}}",
        "{\"\\\\u005fattachments\":{\"x.tgz\":{\"data\":\"*\"}}}",
        "{\"_attachments\":1,\"a\":{\"x.tgz\":{\"data\":\"*\"}}}",
        "{\"a\":\"\\\"_attachments\\\":{\\\"x\\\":{\\\"data\\\":\\\"*\\\"\",\"b\":\"\\\\\"}",
        "{\"a\":[[[{}],[]],{\"b\":[\"}\"]}]}"
      })
  void whatIsElsewhereStays(String document) throws Exception {
    for (int chunk = 1; chunk <= document.length(); chunk++) {
      var split = Split.of(document.getBytes(UTF_8), Split.LIMITS, chunk);

      assertThat(split.text()).isEqualTo(document);
      assertThat(split.names()).isEmpty();
      assertThat(split.rest().tarballName()).isEmpty();
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"_attachments\":{\"x.tgz\":{\"data\":\"AAAA\"}}}",
        "{\"_attach\\u006dents\":{\"x.tgz\":{\"d\\u0061ta\":\"AAAA\"}}}",
        "{ \"_attachments\" :\n{ \"x.tgz\"\t: { \"data\" : \"AAAA\" } } }",
        "{\"a\":[1,{\"data\":2}],\"_attachments\":{\"y.sigstore\":{\"data\":\"*\"},\"x.tgz\":{\"b\":{\"c\":[]},\"data\":\"AAAA\"}}}",
        "{\"_attachments\":{\"x.tgz\":{\"length\":3,\"data\":\"AAAA\",\"z\":\"*\"}},\"b\":\"data\"}",
        "{\"_attachments\":{\"y\":[{\"data\":\"*\"}],\"z\":1,\"x.tgz\":{\"data\":\"AAAA\"}}}"
      })
  void theTarballIsFoundInAnyForm(String document) throws Exception {
    for (int chunk = 1; chunk <= document.length(); chunk++) {
      var split = Split.of(document.getBytes(UTF_8), Split.LIMITS, chunk);

      assertThat(split.text()).isEqualTo(document.replace("AAAA", ""));
      assertThat(split.names()).containsExactly("x.tgz");
      assertThat(split.tarball()).isEqualTo(new byte[3]);
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"_attachments\":{\"x.tgz\":{\"data\":\"AAAA\"},\"y.tgz\":{\"data\":\"",
        "{\"_attachments\":{\"x.tgz\":{\"data\":\"AAAA\",\"data\":\"",
        "{\"_attachments\":{\"x.tgz\":{\"data\":\"AAAA\"},\"x.tgz\":{\"data\":\"",
        "{\"_attachments\":{\"x.tgz\":{\"data\":\"\"}},\"_attachments\":{\"y.tgz\":{\"data\":\"",
      })
  void aSecondTarballIsRefusedAsSoonAsItBegins(String document) {
    var bytes = document.getBytes(UTF_8);
    var splitter = new PublishSplitter(Split.LIMITS, (name, data, offset, length) -> {});

    assertThatThrownBy(() -> splitter.feed(bytes, 0, bytes.length))
        .isInstanceOf(MalformedPublishException.class)
        .hasMessageStartingWith("byte %d: two attachments (expected: one".formatted(bytes.length));
  }

  @ParameterizedTest
  @EnumSource
  void aDocumentThatBreaksOffIsMalformed(PublishSample.Client client) {
    var document = new PublishSample(client, "x", "1.0.0").bytes();

    for (int length = 0; length < document.length; length++) {
      var cut = Arrays.copyOf(document, length);
      assertThatThrownBy(() -> Split.of(cut, Split.LIMITS, 100))
          .isInstanceOf(MalformedPublishException.class)
          .hasMessageContaining("the document ends (expected: ")
          .hasMessageStartingWith("byte " + length);
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          []               | byte 0: [ (expected: a JSON object)
          "a"              | byte 0: a string (expected: a JSON object)
          1                | byte 0: 0x31 (expected: a JSON object)
          ,{}              | byte 0: , (expected: a JSON object)
          \ufeff{}         | byte 0: 0xef (expected: a JSON object)
          {}{}             | byte 2: { (expected: the document's end)
          {} x             | byte 3: 0x78 (expected: the document's end)
          {},              | byte 2: , (expected: the document's end)
          {}"a"            | byte 2: a string (expected: the document's end)
          {}}              | byte 2: } (expected: the document's end)
          {"a":[}          | byte 6: } (expected: no end of an object)
          {"a":{]          | byte 6: ] (expected: no end of a list)
          {"\\a":1}        | byte 4: an unknown escape
          {"\\u12":1}      | byte 6: an unknown escape
          {"\\u00g1":1}    | byte 8: an unknown escape
          """)
  void whatWouldMisleadIsMalformed(String document, String message) {
    assertThatThrownBy(() -> Split.of(document))
        .isInstanceOf(MalformedPublishException.class)
        .hasMessageStartingWith(message);
  }

  @Test
  void nestingIsBounded() throws Exception {
    var deep = "{\"a\":" + "[".repeat(255) + "]".repeat(255) + "}";
    var deeper = "{\"a\":" + "[".repeat(256);

    assertThat(Split.of(deep).text()).isEqualTo(deep);
    assertThatThrownBy(() -> Split.of(deeper))
        .hasMessage("byte 260: one more level (expected: at most 256 levels)");
  }

  @Test
  void theNamesThatReadersKeepAreBounded() throws Exception {
    var many = "{\"a\":[%s{}]}".formatted("{\"b\":1,\"c\":2},".repeat(60_000));
    var tooMany = "{\"a\":{%s".formatted("\"b\":1,".repeat(100_000));

    assertThat(Split.of(many.getBytes(UTF_8), limits(1 << 24, 1), 1000).text()).isEqualTo(many);
    assertThatThrownBy(() -> Split.of(tooMany))
        .hasMessage("byte 600000: one more member (expected: at most 100000 in an object)");
  }

  @Test
  void aLongNameIsMalformedWhereItMatters() throws Exception {
    var elsewhere = "{\"a\":{\"%s\":1}}".formatted("n".repeat(5000));
    var longest = "{\"%s\":1}".formatted("n".repeat(1024));

    assertThat(Split.of(elsewhere).text()).isEqualTo(elsewhere);
    assertThat(Split.of(longest).text()).isEqualTo(longest);
    assertThatThrownBy(() -> Split.of("{\"%s\":1}".formatted("n".repeat(1025))))
        .hasMessageContaining("a member's long name (expected: at most 1024 bytes)");
  }

  @Test
  void theRestIsBounded() throws Exception {
    var document = BEFORE + "AAAA".repeat(1000) + AFTER;
    int rest = BEFORE.length() + AFTER.length();

    assertThat(Split.of(document.getBytes(UTF_8), limits(rest, 3000), 100).tarball()).hasSize(3000);
    assertThatThrownBy(() -> Split.of(document.getBytes(UTF_8), limits(rest - 1, 3000), 100))
        .isInstanceOf(PublishTooLargeException.class)
        .hasMessage(
            "document beside its tarball: more than %d bytes (expected: at most that, publish.max-document)"
                .formatted(rest - 1));
  }

  @Test
  void theTarballIsBoundedAndNothingMoreGoesOn() {
    var document = (BEFORE + "AAAA".repeat(20_000) + AFTER).getBytes(UTF_8);
    var taken = new int[1];
    var splitter =
        new PublishSplitter(limits(1000, 40_000), (name, b, offset, length) -> taken[0] += length);

    assertThatThrownBy(() -> splitter.feed(document, 0, document.length))
        .isInstanceOf(PublishTooLargeException.class)
        .hasMessage("tarball: more than 40000 bytes (expected: at most that, publish.max-tarball)");
    assertThat(taken[0]).isLessThanOrEqualTo(40_000);
  }

  @Test
  void afterAFailureNothingIsTaken() {
    var splitter =
        new PublishSplitter(
            Split.LIMITS,
            (name, bytes, offset, length) -> {
              throw new ArithmeticException("of the sink");
            });
    var document = (BEFORE + "AAAA" + AFTER).getBytes(UTF_8);

    assertThatThrownBy(() -> splitter.feed(document, 0, document.length))
        .isInstanceOf(ArithmeticException.class);
    assertThatThrownBy(() -> splitter.feed(document, 0, 1))
        .isInstanceOf(IllegalStateException.class);
    assertThatThrownBy(splitter::end).isInstanceOf(IllegalStateException.class);
  }

  private static PublishLimits limits(int rest, long tarball) {
    return new PublishLimits(rest, tarball, 100);
  }

  private static Split inTwo(byte[] document, int at) throws Exception {
    return document.length == at || at == 0
        ? Split.of(document, Split.LIMITS, document.length)
        : Split.of(document, Split.LIMITS, at, document.length - at);
  }

  private static void assertSame(Split split, Split expected) {
    assertThat(split.tarball()).isEqualTo(expected.tarball());
    assertThat(split.rest().json()).isEqualTo(expected.rest().json());
    assertThat(split.rest().decoded()).isEqualTo(expected.rest().decoded());
  }
}
