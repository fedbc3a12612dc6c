package dev.weir.system;

import static dev.weir.system.LegacyDocument.dist;
import static dev.weir.system.LegacyDocument.url;
import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.testing.FixtureOptions;
import dev.weir.testing.FixtureRegistry;
import dev.weir.testing.LeaksCheckedAfterAll;
import dev.weir.testing.NpmClient;
import dev.weir.testing.documents.FixturePackage;
import dev.weir.testing.documents.Hashes;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Tarballs that are named, placed or hashed as they once were, and npm's opinion of them. */
@LeaksCheckedAfterAll
class LegacyTarballsIT {
  private static final byte[] CONTENT = "no archive, but bytes".getBytes(StandardCharsets.UTF_8);

  /** What the origin's URL is, what ours ends in, and what Weir then asks the origin for. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          http://registry.example/foo/-/foo-0.01.02.tgz        | foo-0.01.02.tgz | /foo/-/foo-0.01.02.tgz
          http://registry.example/foo/-/foo-v1.2.3.tgz         | foo-v1.2.3.tgz  | /foo/-/foo-v1.2.3.tgz
          http://registry.example/foo/-/FOO_final.tar.gz       | FOO_final.tar.gz | /foo/-/FOO_final.tar.gz
          http://registry.example/dl/0123abcd                  | 0123abcd        | /dl/0123abcd
          http://registry.example/dl/a%2Bb.tgz                 | a%2Bb.tgz       | /dl/a%2Bb.tgz
          https://registry.example/dl/foo.tgz?token=1&b=%2F#f  | foo.tgz         | /dl/foo.tgz?token=1&b=%2F
          HTTPS://REGISTRY.EXAMPLE/dl/foo.tgz                  | foo.tgz         | /dl/foo.tgz
          http://user.example:8080/dl/foo.tgz                  | foo.tgz         | /dl/foo.tgz
          https://[::1]:4873/dl/foo.tgz                        | foo.tgz         | /dl/foo.tgz
          """)
  void aFileKeepsItsNameAndIsFetchedFromWhereItLies(String theirs, String file, String target) {
    try (var origin = FixtureRegistry.start();
        var weir = WeirUnderTest.of(origin)) {
      var document =
          LegacyDocument.of("foo")
              .tags("{\"latest\":\"0.1.2\"}")
              .version("0.1.2", dist(url(theirs, "foo/-/" + file)));
      origin.page("/foo", "application/json", document.atOrigin());
      var path = URI.create("http://x" + target).getPath();
      origin.page(path, "application/octet-stream", CONTENT);

      assertThat(weir.bytes("foo").body()).isEqualTo(document.full(weir.registry()));
      var reply = weir.bytes("foo/-/" + file);

      assertThat(reply.statusCode()).isEqualTo(200);
      assertThat(reply.body()).isEqualTo(CONTENT);
      assertThat(origin.lastRequest(path).target()).isEqualTo(target);
      assertThat(weir.bytes("foo/-/" + file).body()).isEqualTo(CONTENT);
      assertThat(origin.requests(path)).isEqualTo(1);
    }
  }

  /** The base's own path is taken off once, wherever the document says it is. */
  @ParameterizedTest
  @CsvSource({
    "http://registry.example/npm/foo/-/foo-1.tgz, /foo/-/foo-1.tgz",
    "https://other.example/npm/foo/-/foo-1.tgz, /foo/-/foo-1.tgz",
    "https://other.example/foo/-/foo-1.tgz, /foo/-/foo-1.tgz",
    "https://other.example/npm/npm/foo-1.tgz, /npm/foo-1.tgz"
  })
  void aBaseWithAPathIsKept(String theirs, String path) {
    try (var origin = FixtureRegistry.start(FixtureOptions.DEFAULTS.basePath("/npm/"));
        var weir = WeirUnderTest.of(origin)) {
      var document =
          LegacyDocument.of("foo").version("1.0.0", dist(url(theirs, "foo/-/foo-1.tgz")));
      origin.page("/foo", "application/json", document.atOrigin());
      origin.page(path, "application/octet-stream", CONTENT);

      assertThat(weir.get("foo").statusCode()).isEqualTo(200);
      assertThat(weir.bytes("foo/-/foo-1.tgz").body()).isEqualTo(CONTENT);
    }
  }

  @Test
  void aTarballWithoutAnyHashIsServedAndKeptAsItCame() {
    try (var origin = FixtureRegistry.start();
        var weir = WeirUnderTest.of(origin)) {
      origin.add(FixturePackage.of("bare").versions("1.0.0").hashes(Hashes.NONE));
      var right = origin.tarball("bare", "1.0.0").bytes();

      for (int i = 0; i < 3; i++) {
        var reply = weir.bytes("bare/-/bare-1.0.0.tgz");
        assertThat(reply.statusCode()).isEqualTo(200);
        assertThat(reply.body()).isEqualTo(right);
        assertThat(reply.headers().firstValueAsLong("content-length")).hasValue(right.length);
      }

      assertThat(origin.requests("/bare/-/bare-1.0.0.tgz")).isEqualTo(1);
      assertThat(weir.metric("weir_integrity_failures_total", "kind=\"tarball\"")).isZero();
    }
  }

  @Test
  void aShasumInCapitalsOrBesideAWeakIntegrityStillJudges() {
    try (var origin = FixtureRegistry.start();
        var weir = WeirUnderTest.of(origin)) {
      origin.add(FixturePackage.of("foo").versions("1.0.0", "2.0.0"));
      var shasum = origin.tarball("foo", "1.0.0").shasum();
      var document =
          LegacyDocument.of("foo")
              .version(
                  "1.0.0",
                  fooAt(origin, "1.0.0", "\"shasum\":\"" + shasum.toUpperCase(Locale.ROOT) + "\""))
              .version(
                  "2.0.0",
                  fooAt(
                      origin, "2.0.0", "\"integrity\":\"md5-eA==\",\"shasum\":\"" + shasum + "\""));
      origin.page("/foo", "application/json", document.atOrigin());

      assertThat(weir.bytes("foo/-/foo-1.0.0.tgz").body())
          .isEqualTo(origin.tarball("foo", "1.0.0").bytes());
      var wrong = weir.bytes("foo/-/foo-2.0.0.tgz");
      assertThat(wrong.statusCode()).isEqualTo(502);
      assertThat(weir.metric("weir_integrity_failures_total", "kind=\"tarball\"")).isPositive();
    }
  }

  @Test
  void npmInstallsMixedCaseShasumOnlyAndZeroPadded() {
    Assumptions.assumeTrue(NpmClient.isOnPath(), "no npm on the PATH");
    try (var origin = FixtureRegistry.start();
        var weir = WeirUnderTest.of(origin);
        var npm = NpmClient.of(weir.registry())) {
      origin.add(FixturePackage.of("JSONStream").versions("0.8.4").hashes(Hashes.SHASUM_ONLY));
      origin.add(FixturePackage.of("padded").version("0.1.2", v -> v.file("padded-0.01.02.tgz")));
      origin.add(FixturePackage.of("bare").versions("1.0.0").hashes(Hashes.NONE));
      origin.add(FixturePackage.of("foo").versions("1.0.0").hashes(Hashes.SHASUM_ONLY));
      origin.page(
          "/foo",
          "application/json",
          LegacyDocument.of("foo")
              .member("\"repository\":\"git://x\",\"odd\":[1e400,\"\\uD800\"]")
              .version(
                  "1.0.0",
                  "\"name\":\"foo\"",
                  "\"version\":\"1.0.0\"",
                  "\"repository\":\"git://x\"",
                  "\"keywords\":\"a b\"",
                  fooAt(
                      origin,
                      "1.0.0",
                      "\"shasum\":\"" + origin.tarball("foo", "1.0.0").shasum() + "\""))
              .spaced("\r\n", "")
              .atOrigin());
      npm.dependsOn(Map.of("JSONStream", "0.x", "padded", "0.1.2", "bare", "*", "foo", "^1.0.0"));

      var result = npm.install();

      assertThat(result.succeeded()).as(result.output()).isTrue();
      assertThat(npm.installed())
          .isEqualTo(
              Map.of("JSONStream", "0.8.4", "padded", "0.1.2", "bare", "1.0.0", "foo", "1.0.0"));
      assertThat(origin.requests("/padded/-/padded-0.01.02.tgz")).isEqualTo(1);
      assertThat(origin.requests("/JSONStream/-/JSONStream-0.8.4.tgz")).isEqualTo(1);
    }
  }

  private static String fooAt(FixtureRegistry origin, String version, String hash) {
    var file = "foo/-/foo-%s.tgz".formatted(version);
    return dist(url((origin.url() + file).replace("/", "\\/"), file), hash);
  }
}
