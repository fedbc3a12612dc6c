package dev.weir.npm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.weir.model.PackageName;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PackumentIndexerTest {
  private static final String DIST =
      "\"dist\":{\"tarball\":\"https://registry.example/x/-/x-1.tgz\"}";

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          ``                                            | nothing
          `   `                                         | nothing
          <html><body>Bad Gateway</body></html>         | Unexpected character
          [{"name":"x"}]                                | START_ARRAY (expected: a JSON object)
          "x"                                           | VALUE_STRING (expected: a JSON object)
          {"error":"not_found"}                         | no "name" (expected: a packument of x)
          {"versions":{}}                               | no "name" (expected: a packument of x)
          {"name":"X","versions":{}}                    | name X (expected: x)
          {"name":"xx"}                                 | name xx (expected: x)
          {"name":7}                                    | name is no string (expected: x)
          {"name":"x"} {}                               | more after the document
          {"name":"x"}]                                 | Unexpected close marker
          {"name":"x"                                   | Unexpected end-of-input
          {"name":"x","readme":"and so                  | Unexpected end-of-input
          {"name":"x","versions":{"1.0.0":{"dist":      | Unexpected end-of-input
          {"name":"x","a":01}                           | Leading zeroes
          {"name":"x","a":NaN}                          | Non-standard token
          {"name":"x","a":"\\x"}                        | Unrecognized character escape
          {"name":"x","a":1,}                           | expecting double-quote
          {"name":"x",'a':1}                            | expecting double-quote
          {"name":"x",/* */"a":1}                       | comment
          {"name":"x","name":"x"}                       | a second "name"
          {"name":"x","versions":{},"versions":{}}      | a second "versions"
          {"name":"x","versions":[]}                    | "versions" of another kind
          {"name":"x","versions":{"1":{},"1":{}}}       | a second "1"
          {"name":"x","versions":{"1":{"bin":1,"dist":1,"dist":1}}} | a second "dist"
          {"name":"x","versions":{"1":{"dist":{"tarball":"a","tarball":"b"}}}} | a second "tarball"
          {"name":"x","time":{"1":"a","1":"b"}}         | a second "1"
          {"name":"x","dist-tags":{"a":"1","a":"2"}}    | a second "a"
          """)
  void whatIsNoPackumentIsMalformed(String json, String problem) {
    assertThatThrownBy(() -> Documents.index("x", json))
        .isInstanceOf(MalformedPackumentException.class)
        .hasMessageStartingWith("byte ")
        .hasMessageContaining(problem)
        .hasMessageContaining("(expected: ");
  }

  @ParameterizedTest
  @ValueSource(strings = {"UTF-16LE", "UTF-16BE", "UTF-16", "UTF-32LE", "UTF-32BE"})
  void otherEncodingsAreMalformed(String charset) {
    var json = "{\"name\":\"x\"}".getBytes(Charset.forName(charset));

    assertThatThrownBy(() -> Documents.index("x", json))
        .isInstanceOf(MalformedPackumentException.class);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "c0 80",
        "c1 bf",
        "e0 9f bf",
        "ed a0 80",
        "f0 8f bf bf",
        "f4 90 80 80",
        "f5 80 80 80",
        "80",
        "bf",
        "c3 28",
        "e2 82 28",
        "ff",
        "c3",
        "f0 9f 98"
      })
  void bytesThatAreNotUtf8AreMalformed(String hex) {
    var begin = "{\"name\":\"x\",\"readme\":\"seven bytes";
    for (int padding = 0; padding < 20; padding++) {
      var json = Bytes.of(begin + " ".repeat(padding), hex, "\"}");
      int offset = begin.length() + padding;

      assertThatThrownBy(() -> Documents.index("x", json))
          .isInstanceOfSatisfying(
              MalformedPackumentException.class,
              e -> assertThat(e.offset()).isBetween((long) offset, offset + 4L))
          .hasMessageContaining("UTF-8");
    }
  }

  @Test
  void aByteOrderMarkIsMalformed() {
    assertThatThrownBy(() -> Documents.index("x", "\uFEFF{\"name\":\"x\"}"))
        .isInstanceOf(MalformedPackumentException.class)
        .hasMessageStartingWith("byte 0: 0xef, a byte order mark");
  }

  @Test
  void utf8IsReadWhereverReadsEnd() throws Exception {
    var json = "{\"name\":\"x\",\"readme\":\"üé日本\uD83D\uDE00\u07FF\uFFFF\"}";
    for (int chunk = 1; chunk < 9; chunk++) {
      var input = new ChunkedInput(json.getBytes(StandardCharsets.UTF_8), chunk);

      var index = PackumentIndexer.index(new PackageName("x"), input, Documents.LIMITS);

      assertThat(index.documentLength()).isEqualTo(json.getBytes(StandardCharsets.UTF_8).length);
    }
  }

  @Test
  void tooDeepIsMalformed() {
    var json = "{\"name\":\"x\",\"a\":%s".formatted("[".repeat(100_000));

    assertThatThrownBy(() -> Documents.index("x", json))
        .isInstanceOf(MalformedPackumentException.class)
        .hasMessageContaining("nesting depth");
  }

  @Test
  void tooManyVersionsAreMalformed() {
    var json =
        IntStream.range(0, 4)
            .mapToObj(i -> "\"1.0.%d\":{}".formatted(i))
            .collect(Collectors.joining(",", "{\"name\":\"x\",\"versions\":{", "}}"));

    assertThatThrownBy(
            () ->
                PackumentIndexer.index(
                    new PackageName("x"),
                    new ByteArrayInputStream(json.getBytes(StandardCharsets.UTF_8)),
                    new PackumentLimits(3)))
        .isInstanceOf(MalformedPackumentException.class)
        .hasMessageContaining("more versions (expected: at most 3)");
  }

  @Test
  void aFaultOfTheInputIsNotTheDocuments() throws Exception {
    var closed = InputStream.nullInputStream();
    closed.close();

    assertThatThrownBy(() -> PackumentIndexer.index(new PackageName("x"), closed, Documents.LIMITS))
        .isInstanceOf(IOException.class)
        .hasMessage("Stream closed");
  }

  @Test
  void membersComeInAnyOrder() throws Exception {
    var index =
        Documents.index(
            "x",
            """
            {"time":{"1.0.0":"2020-01-01T00:00:00Z","modified":"2021-01-01T00:00:00Z"},
             "versions":{"1.0.0":{%s,"version":"1.0.0"}},"dist-tags":{"latest":"1.0.0"},"name":"x"}
            """
                .formatted(DIST));

    assertThat(index.facts(0).publishedAt()).contains("2020-01-01T00:00:00Z");
    assertThat(index.modified()).contains("2021-01-01T00:00:00Z");
    assertThat(index.distTags()).isEqualTo(Map.of("latest", "1.0.0"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{}",
        "null",
        "\"text\"",
        "[]",
        "{\"dist\":{}}",
        "{\"dist\":null}",
        "{\"dist\":{\"tarball\":7}}",
        "{\"dist\":{\"tarball\":\"\"}}",
        "{\"dist\":{\"tarball\":\"x.tgz\"}}",
        "{\"dist\":{\"tarball\":\"https://registry.example\"}}",
        "{\"dist\":{\"tarball\":\"https://registry.example/x/-/\"}}",
        "{\"dist\":{\"tarball\":\"https://registry.example/x/-/?file=x.tgz\"}}",
        "{\"dist\":{\"tarball\":\"https://registry.example/x/-/..\"}}",
        "{\"dist\":{\"tarball\":\"https://registry.example/x/-/%2e%2e\"}}",
        "{\"dist\":{\"tarball\":\"https://registry.example/x/-/a%252f.tgz\"}}",
        "{\"dist\":{\"tarball\":\"https://registry.example/x/-/a b.tgz\"}}"
      })
  void aVersionThatNobodyCouldInstallIsNotThere(String manifest) throws Exception {
    var json = "{\"name\":\"x\",\"versions\":{\"1.0.0\":%s,\"2.0.0\":{%s}}}";

    var index = Documents.index("x", json.formatted(manifest, DIST));

    assertThat(index.size()).isEqualTo(1);
    assertThat(index.find("1.0.0")).isNegative();
    assertThat(index.version(0)).isEqualTo("2.0.0");
  }

  @ParameterizedTest
  @ValueSource(strings = {"1.0.0/x", "..", "-", "", "a b", "1\\u0000"})
  void aVersionThatNobodyCouldAskForIsNotThere(String version) throws Exception {
    var json = "{\"name\":\"x\",\"versions\":{\"%s\":{%s}}}".formatted(version, DIST);

    assertThat(Documents.index("x", json).size()).isZero();
  }

  @Test
  void aPackageWhoseVersionsAreGoneIsEmpty() throws Exception {
    var index =
        Documents.index("x", "{\"name\":\"x\",\"time\":{\"unpublished\":{\"by\":\"someone\"}}}");

    assertThat(index.size()).isZero();
    assertThat(index.distTags()).isEmpty();
    assertThat(index.created()).isEmpty();
  }

  @Test
  void longStringsAndHugeNumbersThatNobodyLooksAtPass() throws Exception {
    var json =
        "{\"readme\":\"%s\",\"n\":1e99999,\"m\":%s,\"name\":\"x\",\"versions\":{\"1.0.0\":{%s}}}"
            .formatted("r".repeat(3 << 20), "9".repeat(900), DIST);

    assertThat(Documents.index("x", json).size()).isEqualTo(1);
  }

  @Test
  void factsThatWouldFillMemoryAreMalformed() {
    var url = "https://registry.example/" + "x".repeat(1_000_000);
    var json =
        IntStream.range(0, 80)
            .mapToObj(
                i -> "\"%d.0.0\":{\"dist\":{\"tarball\":\"%s%d/x.tgz\"}}".formatted(i, url, i))
            .collect(Collectors.joining(",", "{\"name\":\"x\",\"versions\":{", "}}"));

    assertThatThrownBy(() -> Documents.index("x", json))
        .isInstanceOf(MalformedPackumentException.class)
        .hasMessageContaining("facts of more than 64 MiB");
  }

  @Test
  void factsAreThoseOfTheManifest() throws Exception {
    var sample = SamplePackument.small();

    var index = Documents.index("left-pad", sample.bytes());
    var facts = index.facts(0);

    assertThat(facts.version()).isEqualTo("0.0.0");
    assertThat(facts.tarballUrl())
        .isEqualTo("https://registry.example/left-pad/-/left-pad-0.0.0.tgz");
    assertThat(facts.fileName()).isEqualTo("left-pad-0.0.0.tgz");
    assertThat(facts.integrity().orElseThrow().sri()).startsWith("sha512-");
    assertThat(sample.manifest(0)).contains(facts.integrity().orElseThrow().sri());
    assertThat(facts.publishedAt()).contains(sample.publishedAt(0));
    assertThat(facts.deprecated()).isTrue();
    assertThat(facts.installScript()).isTrue();
    assertThat(facts.dependencies()).isEqualTo(List.of("a-0", "@s/b"));
    assertThat(index.facts(1).deprecated()).isFalse();
    assertThat(index.facts(1).installScript()).isFalse();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          "deprecated":"no more"                        | true  | false
          "deprecated":""                               | false | false
          "deprecated":true                             | true  | false
          "deprecated":false                            | false | false
          "hasInstallScript":true                       | false | true
          "hasInstallScript":false                      | false | false
          "scripts":{"preinstall":"x"}                  | false | true
          "scripts":{"install":"x"}                     | false | true
          "scripts":{"postinstall":"x","test":"y"}      | false | true
          "scripts":{"install":""}                      | false | false
          "scripts":{"test":"x"}                        | false | false
          "scripts":"none"                              | false | false
          """)
  void warningsAreRead(String member, boolean deprecated, boolean installScript) throws Exception {
    var json = "{\"name\":\"x\",\"versions\":{\"1.0.0\":{%s,%s}}}".formatted(member, DIST);

    var facts = Documents.index("x", json).facts(0);

    assertThat(facts.deprecated()).isEqualTo(deprecated);
    assertThat(facts.installScript()).isEqualTo(installScript);
  }

  @Test
  void integrityFallsBackToTheShasum() throws Exception {
    var shasum = "0123456789abcdef0123456789abcdef01234567";
    var json =
        ("{\"name\":\"x\",\"versions\":{\"1.0.0\":{\"dist\":{\"shasum\":\"%s\",\"integrity\":\"md5-eA==\","
                + "\"tarball\":\"https://registry.example/x/-/x-1.0.0.tgz\"}}}}")
            .formatted(shasum);

    var integrity = Documents.index("x", json).facts(0).integrity().orElseThrow();

    assertThat(integrity.anyOf()).extracting(digest -> digest.hex()).containsExactly(shasum);
  }

  @Test
  void theAbbreviatedFormsOwnModifiedCountsIfThereIsNoTime() throws Exception {
    var json = "{\"name\":\"x\",\"modified\":\"2020-01-01T00:00:00.000Z\",\"versions\":{}}";

    assertThat(Documents.index("x", json).modified()).contains("2020-01-01T00:00:00.000Z");
  }
}
