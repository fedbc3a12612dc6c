package dev.weir.system;

import static dev.weir.system.LegacyDocument.dist;
import static dev.weir.system.LegacyDocument.url;
import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.testing.FixtureRegistry;
import dev.weir.testing.LeaksCheckedAfterAll;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Documents as no registry writes them any more: outside the members that Weir must change, every
 * byte that a client gets is the origin's.
 */
@LeaksCheckedAfterAll
class LegacyIT {
  private static final String ABBREVIATED = "application/vnd.npm.install-v1+json";
  private static final String TAGS = "{\"latest\":\"1.0.0\"}";
  private static final String MODIFIED = "\"2012-03-04T05:06:07.890Z\"";

  private static FixtureRegistry origin;
  private static WeirUnderTest weir;

  @BeforeAll
  static void start() {
    origin = FixtureRegistry.start();
    weir = WeirUnderTest.of(origin);
  }

  @AfterAll
  static void stop() {
    weir.close();
    origin.close();
  }

  static Stream<LegacyDocument> documents() {
    return Stream.of(
        mixedCase("JSONStream"),
        mixedCase("@Scope/Mixed.Case_Name"),
        mixedCase("_underscore"),
        mixedCase("it's(odd)!~*"),
        otherKinds(),
        deprecations(),
        numbers(),
        strings(),
        twice(),
        escapedUrls(),
        attestations(),
        couch(),
        plain("line-feeds").spaced("\n  ", "\n"),
        plain("carriage-returns").spaced("\r\n\t", "\r\n\r\n"),
        plain("no-white-space"),
        timesFirst());
  }

  @ParameterizedTest
  @MethodSource("documents")
  void everyByteIsTheOriginsButForTheUrls(LegacyDocument document) {
    origin.page("/" + document.name(), "application/json", document.atOrigin());
    var path = document.name().replace("/", "%2f");

    for (int i = 0; i < 2; i++) {
      assertSame(path, "*/*", document.full(weir.registry()));
      assertSame(path, ABBREVIATED, document.abbreviated(weir.registry(), MODIFIED, TAGS));
    }
    assertThat(origin.requests("/" + document.name())).isEqualTo(1);
  }

  @Test
  void withoutAnyTimeThereIsNone() {
    var document =
        LegacyDocument.of("timeless").tags(TAGS).version("1.0.0", versionOf("timeless", "1.0.0"));
    origin.page("/timeless", "application/json", document.atOrigin());

    assertSame("timeless", "*/*", document.full(weir.registry()));
    assertSame("timeless", ABBREVIATED, document.abbreviated(weir.registry(), "", TAGS));
  }

  @Test
  void withoutModifiedItIsTheNewestTimeInTheAbbreviatedFormOnly() {
    var document =
        LegacyDocument.of("unmodified")
            .tags(TAGS)
            .version("1.0.0", versionOf("unmodified", "1.0.0"))
            .time("1.0.0", "\"2011-02-03T04:05:06+00:00\"");
    origin.page("/unmodified", "application/json", document.atOrigin());

    assertSame("unmodified", "*/*", document.full(weir.registry()));
    assertSame(
        "unmodified",
        ABBREVIATED,
        document.abbreviated(weir.registry(), "\"2011-02-03T04:05:06+00:00\"", TAGS));
  }

  @Test
  void tagsThatAreMissingAreAddedAtTheEnd() {
    var document =
        LegacyDocument.of("tagless")
            .version("1.0.0", versionOf("tagless", "1.0.0"))
            .time("modified", MODIFIED)
            .spaced("\n", "\n");
    origin.page("/tagless", "application/json", document.atOrigin());

    var expected = text(document.full(weir.registry()));
    var tagged = expected.replaceFirst("}\n$", ",\"dist-tags\":{\"latest\":\"1.0.0\"}}\n");
    assertSame("tagless", "*/*", bytes(tagged));
    assertSame("tagless", ABBREVIATED, document.abbreviated(weir.registry(), MODIFIED, TAGS));
  }

  @Test
  void tagsWithoutLatestOrWithoutTheirVersionAreMendedInPlace() {
    var theirs = "{ \"beta\" : \"1.0.0\", \"gone\" : \"0.9.0\" }";
    var ours = "{\"beta\":\"1.0.0\",\"latest\":\"1.0.0\"}";
    var document =
        LegacyDocument.of("odd-tags")
            .tags(theirs)
            .version("1.0.0", versionOf("odd-tags", "1.0.0"))
            .time("modified", MODIFIED)
            .member("\"after\":1.0");
    origin.page("/odd-tags", "application/json", document.atOrigin());

    var expected = text(document.full(weir.registry())).replace(theirs, ours);
    assertSame("odd-tags", "*/*", bytes(expected));
    assertSame("odd-tags", ABBREVIATED, document.abbreviated(weir.registry(), MODIFIED, ours));
  }

  @Test
  void aVersionThatCannotBeFetchedIsLeftOutAndTheOthersKeepTheirBytes() {
    var right = versionOf("half", "1.0.0");
    var document =
        LegacyDocument.of("half")
            .tags(TAGS)
            .version("0.1.0", "\"name\":\"half\"", "\"dist\":[\"no tarball\"]")
            .version("0.2.0", "\"name\":\"half\"")
            .version("1.0.0", right)
            .member("\"readme\":\"\\u00e9\"");
    var expected = LegacyDocument.of("half").tags(TAGS).version("1.0.0", right);
    origin.page("/half", "application/json", document.atOrigin());

    var full = expected.member("\"readme\":\"\\u00e9\"").full(weir.registry());
    assertSame("half", "*/*", full);
    assertSame("half", ABBREVIATED, expected.abbreviated(weir.registry(), "", TAGS));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"name\":\"gone\"}",
        "{\"_id\":\"gone\",\"name\":\"gone\",\"versions\":{}}",
        "{\"name\":\"gone\",\"time\":{\"1.0.0\":\"2011-01-01T00:00:00.000Z\","
            + "\"unpublished\":{\"name\":\"x\",\"tags\":{\"latest\":\"1.0.0\"},"
            + "\"versions\":[\"1.0.0\"]}},\"_attachments\":{}}"
      })
  void aPackageWhoseVersionsAreAllUnpublishedSaysWhatTheOriginSays(String json) {
    try (var registry = FixtureRegistry.start();
        var daemon = WeirUnderTest.of(registry)) {
      registry.page("/gone", "application/json", bytes(json));

      assertThat(daemon.get("gone").body()).isEqualTo(json);
      assertThat(daemon.get("gone", "Accept", ABBREVIATED).body())
          .isEqualTo("{\"name\":\"gone\",\"dist-tags\":{},\"versions\":{}}");
      assertThat(daemon.get("gone/1.0.0").statusCode()).isEqualTo(404);
    }
  }

  // What is refused, by the rules in docs/decisions.md.

  @ParameterizedTest
  @MethodSource("refused")
  void whatTwoReadersCouldReadInTwoWaysIsRefusedAsTheOriginsFault(String json, String problem) {
    try (var registry = FixtureRegistry.start();
        var daemon = WeirUnderTest.of(registry)) {
      registry.page("/refused", "application/json", bytes(json));

      var reply = daemon.get("refused");

      assertThat(reply.statusCode()).isEqualTo(502);
      assertThat(reply.body()).contains(problem);
    }
  }

  static Stream<Arguments> refused() {
    return Stream.of(
        Arguments.of("\uFEFF{\"name\":\"refused\"}", "a byte order mark"),
        Arguments.of(
            "{\"name\":\"refused\",\"x\":" + "[".repeat(10_001) + "]".repeat(10_001) + "}",
            "nesting depth"),
        Arguments.of(
            "{\"name\":\"refused\",\"half \\uD800\":1}", "surrogate pair in property name"),
        Arguments.of(
            "{\"name\":\"refused\",\"versions\":{\"1.0.0\":{\"dist\":{\"tarball\":\"http://a/b.tgz\","
                + "\"tarball\":\"http://a/c.tgz\"}}}}",
            "a second \\\"tarball\\\""));
  }

  // The documents.

  private static LegacyDocument mixedCase(String name) {
    return timed(
        LegacyDocument.of(name)
            .tags(TAGS)
            .version("0.0.9", versionOf(name, "0.0.9"))
            .version("1.0.0", versionOf(name, "1.0.0")));
  }

  private static LegacyDocument plain(String name) {
    return mixedCase(name).member("\"description\" : \"p l a i n\"");
  }

  private static LegacyDocument otherKinds() {
    var name = "other-kinds";
    return timed(
        LegacyDocument.of(name)
            .member("\"repository\":\"git://registry.example/x.git\",\"keywords\":\"one two\"")
            .tags(TAGS)
            .version(
                "0.1.0",
                "\"name\":\"" + name + "\"",
                "\"version\":\"0.1.0\"",
                "\"repository\":\"git://registry.example/x.git\"",
                "\"keywords\":\"one two\"",
                "\"author\":[\"Some One <one@registry.example>\"]",
                "\"maintainers\":\"some@registry.example\"",
                "\"licenses\":[{\"type\":\"MIT\",\"url\":\"\"}]",
                "\"license\":{\"type\":\"MIT\"}",
                "\"dependencies\":[]",
                "\"optionalDependencies\":null",
                "\"devDependencies\":\"none\"",
                "\"peerDependencies\":false",
                "\"bundleDependencies\":false",
                "\"bundledDependencies\":{\"0\":\"x\"}",
                "\"scripts\":\"none\"",
                "\"bin\":\"./cli.js\"",
                "\"directories\":null",
                "\"engines\":[\"node >=0.4\"]",
                "\"os\":\"linux\"",
                "\"cpu\":[]",
                "\"libc\":null",
                "\"funding\":[]",
                "\"_hasShrinkwrap\":\"no\"",
                "\"_npmUser\":null",
                dist(
                    url(old(name, "0.1.0"), ours(name, "0.1.0")),
                    "\"bin\":{}",
                    "\"integrity\":null",
                    "\"shasum\":7",
                    "\"attestations\":\"none\"",
                    "\"npm-signature\":\"-----BEGIN\\r\\n\""))
            .version("1.0.0", versionOf(name, "1.0.0"))
            .member("\"versions-\":null,\"users\":[]"));
  }

  private static LegacyDocument deprecations() {
    var document = LegacyDocument.of("deprecations").tags(TAGS);
    int i = 0;
    for (var value : new String[] {"false", "true", "\"\"", "null", "\"no more\"", "{}", "0"}) {
      var version = "0.0." + i++;
      document =
          document.version(
              version,
              "\"deprecated\":" + value,
              dist(url(old("deprecations", version), ours("deprecations", version))));
    }
    return timed(document.version("1.0.0", versionOf("deprecations", "1.0.0")));
  }

  private static LegacyDocument numbers() {
    var numbers =
        "[1e400,-1E+400,-0,-0.0,1.0,1.50,12345678901234567890,0.1e-400,9007199254740993,1E2]";
    return timed(
        LegacyDocument.of("numbers")
            .member("\"x\":" + numbers)
            .tags(TAGS)
            .version(
                "1.0.0",
                "\"x\":" + numbers,
                "\"engines\":{\"node\":1.0,\"npm\":1e400}",
                dist(
                    url(old("numbers", "1.0.0"), ours("numbers", "1.0.0")),
                    "\"fileCount\":1.0e1",
                    "\"unpackedSize\":123456789012345678901234567890")));
  }

  private static LegacyDocument strings() {
    // Half a surrogate pair can be said in JSON only escaped; whole ones also as they are.
    var odd =
        "\\uD800 \\uDC00\\uD800 \\uD83D\\uDE00 \uD83D\uDE00 \\u0000\\b\\f\\/\\\\\\\" "
            + "\u007f\u0085\u2028\u2029\uFFFF \\u00e9\u00e9 \u65e5\u672c";
    var key = odd.replace("\\uD800 \\uDC00\\uD800 ", "");
    return timed(
        LegacyDocument.of("strings")
            .member("\"readme\":\"" + odd + "\"")
            .member("\"" + key + "\":{\"" + key + "\":[]}")
            .tags(TAGS)
            .version(
                "1.0.0",
                "\"description\":\"" + odd + "\"",
                "\"deprecated\":\"" + odd + "\"",
                "\"bin\":{\"" + key + "\":\"" + odd + "\"}",
                "\"dependencies\":{\"" + key + "\":\"" + odd + "\",\"a\":\"*\"}",
                dist(
                    url(old("strings", "1.0.0"), ours("strings", "1.0.0")),
                    "\"" + key + "\":\"" + odd + "\""))
            .member("\"long\":\"" + "x".repeat(1 << 20) + "\""));
  }

  private static LegacyDocument twice() {
    return timed(
        LegacyDocument.of("twice")
            .member("\"x\":1,\"x\":2,\"readme\":\"a\",\"readme\":\"b\"")
            .tags(TAGS)
            .version(
                "1.0.0",
                "\"x\":1",
                "\"os\":[\"linux\"]",
                "\"x\":{\"y\":1,\"y\":2}",
                "\"os\":[\"linux\",\"darwin\"]",
                "\"engines\":{\"node\":\"1\",\"node\":\"2\"}",
                dist(
                    url(old("twice", "1.0.0"), ours("twice", "1.0.0")),
                    "\"size\":1",
                    "\"size\":2")));
  }

  private static LegacyDocument escapedUrls() {
    var name = "escaped-urls";
    var ours = ours(name, "1.0.0");
    return timed(
        LegacyDocument.of(name)
            .tags(TAGS)
            .version(
                "0.1.0",
                dist(
                    url(
                        "https:\\/\\/registry.example\\/escaped-urls\\/-\\/escaped-urls-0.1.0.tgz",
                        ours(name, "0.1.0"))))
            .version(
                "0.2.0",
                dist(
                    url(
                        "https:\\u002f\\u002Fregistry.example/x/-\\u002fescaped-urls-0.2.0.tg\\u007a",
                        ours(name, "0.2.0"))))
            .version(
                "0.3.0",
                dist(
                    url(
                        "https://registry.example/\u00fc/escaped-urls-0.3.0.tgz",
                        ours(name, "0.3.0"))))
            .version("1.0.0", "\"os\":[]", dist(url(old(name, "1.0.0"), ours), "\"a\":\"\\/\"")));
  }

  private static LegacyDocument attestations() {
    var name = "attested";
    var document = LegacyDocument.of(name).tags(TAGS);
    var urls =
        new String[] {
          "https://registry.example/-/npm/v1/attestations/attested@%s",
          "https://registry.example/base/-/npm/v1/attestations/attested@%s",
          "https:\\/\\/registry.example\\/-\\/npm\\/v1\\/attestations\\/attested@%s"
        };
    for (int i = 0; i < urls.length; i++) {
      var version = "0.0." + i;
      document =
          document.version(
              version,
              "\"dist\":{\"attestations\":{\"provenance\" : null,\"url\":\""
                  + url(urls[i].formatted(version), "-/npm/v1/attestations/attested@" + version)
                  + "\"},\"signatures\":[ ],\"tarball\":\""
                  + url(old(name, version), ours(name, version))
                  + "\"}");
    }
    return timed(
        document.version(
            "1.0.0",
            dist(
                url(old(name, "1.0.0"), ours(name, "1.0.0")),
                "\"attestations\":{\"url\":\"https://elsewhere.example/bundle\"}")));
  }

  /** As CouchDB gave them out. */
  private static LegacyDocument couch() {
    var name = "couch";
    return timed(
        LegacyDocument.of(name)
            .member("\"_rev\":\"7-0a\",\"_revisions\":{\"start\":7,\"ids\":[\"0a\"]}")
            .tags(TAGS)
            .version("1.0.0", versionOf(name, "1.0.0"))
            .member(
                "\"_attachments\":{\"couch-1.0.0.tgz\":{\"content_type\":"
                    + "\"application/octet-stream\",\"revpos\":3,\"digest\":\"md5-x==\",\"length\":1,"
                    + "\"stub\":true}},\"_deleted_conflicts\":[],\"mtime\":\"2011\""));
  }

  private static LegacyDocument timesFirst() {
    return timed(LegacyDocument.of("times-first"))
        .version("1.0.0", versionOf("times-first", "1.0.0"))
        .tags(TAGS);
  }

  private static LegacyDocument timed(LegacyDocument document) {
    return document
        .time("unpublished-since", "\"2010-01-01T00:00:00.000Z\"")
        .time("1.0.0", "\"2011-01-01T00:00:00.000000+00:00\"")
        .time("0.0.9", "\"2010-12-31\"")
        .time("modified", MODIFIED)
        .time("created", "\"2010-01-01T00:00:00.000Z\"");
  }

  private static String[] versionOf(String name, String version) {
    return new String[] {
      "\"name\":\"" + name + "\"",
      "\"version\" : \"" + version + "\"",
      "\"_id\":\"" + name + "@" + version + "\"",
      "\"main\":\"./index\"",
      "\"scripts\":{\"test\":\"make\"}",
      "\"engines\":{\"node\":\"*\"}",
      dist(
          url(old(name, version), ours(name, version)),
          "\"shasum\":\"0123456789abcdef0123456789ABCDEF01234567\""),
      "\"_npmVersion\":\"0.2.14-1\"",
      "\"_engineSupported\":true",
      "\"_defaultsLoaded\":true"
    };
  }

  private static String old(String name, String version) {
    return "http://registry.example/" + ours(name, version);
  }

  private static String ours(String name, String version) {
    return "%s/-/%s-%s.tgz".formatted(name, name.substring(name.indexOf('/') + 1), version);
  }

  private static void assertSame(String path, String accept, byte[] expected) {
    var identity = weir.bytes(path, "Accept", accept);
    assertThat(identity.statusCode()).as(text(identity.body())).isEqualTo(200);
    assertThat(text(identity.body())).isEqualTo(text(expected));
    assertThat(identity.body()).isEqualTo(expected);
    var gzip = weir.bytes(path, "Accept", accept, "Accept-Encoding", "gzip");
    assertThat(gunzip(gzip.body())).isEqualTo(expected);
  }

  private static byte[] gunzip(byte[] bytes) {
    try {
      return new GZIPInputStream(new ByteArrayInputStream(bytes)).readAllBytes();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String text(byte[] bytes) {
    return new String(bytes, StandardCharsets.UTF_8);
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
