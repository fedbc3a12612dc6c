package dev.weir.npm;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.model.PackageName;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class NpmPathTest {
  @ParameterizedTest
  @CsvSource({
    "lodash,             lodash",
    "lodash/,            lodash",
    "lod%61sh,           lodash",
    "JSONStream,         JSONStream",
    "-lodash,            -lodash",
    "@scope%2fname,      @scope/name",
    "@scope%2Fname,      @scope/name",
    "@scope/name,        @scope/name",
    "@scope/name/,       @scope/name",
    "@scope%2fname/,     @scope/name",
    "%40scope%2Fname,    @scope/name",
    "%40scope/name,      @scope/name"
  })
  void packuments(String path, String name) {
    assertThat(NpmPath.parse(path)).isEqualTo(new NpmPath.Packument(new PackageName(name)));
  }

  @ParameterizedTest
  @CsvSource({
    "lodash/4.17.21,               lodash,      4.17.21",
    "lodash/latest,                lodash,      latest",
    "lodash/1.0.0-beta%2B7,        lodash,      1.0.0-beta+7",
    "lodash/1.0.0+7,               lodash,      1.0.0+7",
    "@scope%2fname/1.0.0,          @scope/name, 1.0.0",
    "@scope/name/1.0.0,            @scope/name, 1.0.0"
  })
  void manifests(String path, String name, String version) {
    assertThat(NpmPath.parse(path)).isEqualTo(new NpmPath.Manifest(new PackageName(name), version));
  }

  @ParameterizedTest
  @CsvSource({
    "lodash/-/lodash-4.17.21.tgz,              lodash,      lodash-4.17.21.tgz",
    "lodash/-/lodash-01.tgz,                   lodash,      lodash-01.tgz",
    "lodash/-/lodash-1.0.0%2Bb.tgz,            lodash,      lodash-1.0.0+b.tgz",
    "@scope/name/-/name-1.0.0.tgz,             @scope/name, name-1.0.0.tgz",
    "@scope%2fname/-/name-1.0.0.tgz,           @scope/name, name-1.0.0.tgz",
    "@scope/name/-/@scope/name-1.0.0.tgz,      @scope/name, name-1.0.0.tgz",
    "@scope/name/-/@scope%2Fname-1.0.0.tgz,    @scope/name, name-1.0.0.tgz",
    "%40scope%2Fname/-/%40scope%2Fname-1.tgz,  @scope/name, name-1.tgz"
  })
  void tarballs(String path, String name, String file) {
    assertThat(NpmPath.parse(path)).isEqualTo(new NpmPath.Tarball(new PackageName(name), file));
  }

  @ParameterizedTest
  @CsvSource({
    "-/package/lodash/dist-tags,         lodash",
    "-/package/@scope%2fname/dist-tags,  @scope/name",
    "-/package/@scope/name/dist-tags,    @scope/name"
  })
  void distTags(String path, String name) {
    assertThat(NpmPath.parse(path)).isEqualTo(new NpmPath.DistTags(new PackageName(name)));
    assertThat(NpmPath.parse(path + "/next"))
        .isEqualTo(new NpmPath.DistTag(new PackageName(name), "next"));
  }

  @ParameterizedTest
  @CsvSource({
    "-/npm/v1/attestations/lodash@4.17.21,              lodash,      4.17.21",
    "-/npm/v1/attestations/lodash@1.0.0-rc.1%2Bb,       lodash,      1.0.0-rc.1+b",
    "-/npm/v1/attestations/@scope%2fname@1.0.0,         @scope/name, 1.0.0",
    "-/npm/v1/attestations/@scope/name@1.0.0,           @scope/name, 1.0.0",
    "-/npm/v1/attestations/%40scope%2Fname%401.0.0,     @scope/name, 1.0.0"
  })
  void attestations(String path, String name, String version) {
    assertThat(NpmPath.parse(path))
        .isEqualTo(new NpmPath.Attestations(new PackageName(name), version));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "-/npm/v1/attestations/lodash",
        "-/npm/v1/attestations/@scope/name",
        "-/npm/v1/attestations/lodash@",
        "-/npm/v1/attestations/@1.0.0",
        "-/npm/v1/attestations/a/b@1.0.0",
        "-/npm/v1/attestations/lodash@1.0.0/x",
        "-/npm/v1/attestations/lodash@1%3f0"
      })
  void attestationsOfNoVersion(String path) {
    assertThat(NpmPath.parse(path)).isInstanceOf(NpmPath.Bad.class);
  }

  @Test
  void revisionsAreOfPackagesAndOfFiles() {
    var name = new PackageName("@scope/name");

    assertThat(NpmPath.parse("@scope%2fname/-rev/7-abc"))
        .isEqualTo(new NpmPath.Revision(name, "7-abc"));
    assertThat(NpmPath.parse("@scope/name/-/name-1.0.0.tgz/-rev/7-abc"))
        .isEqualTo(new NpmPath.TarballRevision(name, "name-1.0.0.tgz", "7-abc"));
    assertThat(NpmPath.parse("@scope/name/-/@scope/name-1.0.0.tgz/-rev/7-abc"))
        .isEqualTo(new NpmPath.TarballRevision(name, "name-1.0.0.tgz", "7-abc"));
    assertThat(NpmPath.parse("lodash/-rev/a%22b")).isInstanceOf(NpmPath.Bad.class);
  }

  @ParameterizedTest
  @CsvSource({
    "-/ping,                                        -/ping",
    "-/whoami,                                      -/whoami",
    "-/v1/search,                                   -/v1/search",
    "-/npm/v1/security/advisories/bulk,             -/npm/v1/security/advisories/bulk",
    "-/user/org.couchdb.user:j%C3%BCrgen,           -/user/org.couchdb.user:jürgen",
    "-/package/lodash/access,                       -/package/lodash/access",
    "-/package/lodash/dist-tags/a/b,                -/package/lodash/dist-tags/a/b",
    "-/package,                                     -/package",
    "-,                                             -",
    "lodash/-/-rev/7-abc,                           lodash/-/-rev/7-abc",
    "lodash/-/@scope/lodash-1.0.0.tgz,              lodash/-/@scope/lodash-1.0.0.tgz",
    "@scope/name/-/@other/name-1.0.0.tgz,           @scope/name/-/@other/name-1.0.0.tgz"
  })
  void everythingElseIsMeta(String path, String decoded) {
    assertThat(NpmPath.parse(path)).isEqualTo(new NpmPath.Meta(decoded));
  }

  @Test
  void nothingIsTheRoot() {
    assertThat(NpmPath.parse("")).isEqualTo(new NpmPath.Root());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          /                                  | an empty segment
          //                                 | an empty segment
          /lodash                            | an empty segment
          lodash//                           | an empty segment
          lodash//1.0.0                      | an empty segment
          lodash/1.0.0/                      | an empty segment
          lodash/-/lodash-1.0.0.tgz/         | an empty segment
          -/ping/                            | an empty segment
          ..                                 | a segment ..
          .                                  | a segment .
          lodash/..                          | a segment ..
          lodash/../react                    | a segment ..
          lodash/%2e%2e/react                | a segment ..
          lodash/.%2E                        | a segment ..
          lodash/-/..                        | a segment ..
          -/../lodash                        | a segment ..
          @scope/../name                     | a segment ..
          @scope%2f..                        | a segment ..
          @scope%2f%2e%2e                    | a segment ..
          %2F%2Fetc                          | an encoded slash other than after a scope
          %2fetc%2fpasswd                    | an encoded slash other than after a scope
          lodash%2f1.0.0                     | an encoded slash other than after a scope
          lodash/-%2flodash-1.0.0.tgz        | an encoded slash other than after a scope
          @%2fname                           | an encoded slash other than after a scope
          @scope%2f%2fname                   | an encoded slash other than after a scope
          @scope%2fa%2fb                     | an encoded slash other than after a scope
          @scope%252fname                    | encoded twice
          lodash%25                          | encoded twice
          %25%32%66                          | encoded twice
          lodash\\..\\x                      | a backslash
          lodash%5c..                        | a backslash
          lodash%00                          | a control character
          lodash%0d%0aX                      | a control character
          lodash%7f                          | a control character
          lodash%                            | a percent sign without
          lodash%2                           | a percent sign without
          lodash%zz                          | a percent sign without
          lodash%u002f                       | a percent sign without
          lodäsh                             | must be percent-encoded
          %c0%af                             | not UTF-8
          -/%ff                              | not UTF-8
          lod%C3%A4sh                        | a package's name
          lodash%3Fx                         | a package's name
          lodash%20                          | a package's name
          .lodash                            | a package's name
          @scope                             | a package's name
          @scope/                            | a package's name
          @/name                             | a package's name
          @scope/-                           | a package's name
          @scope/.name                       | a package's name
          -/package/.x/dist-tags             | a package's name
          lodash/-                           | version: -
          lodash/^1.0.0                      | version: ^1.0.0
          lodash/a%20b                       | version: a b
          lodash/-/a%20b.tgz                 | file: a b.tgz
          lodash/-/a"b.tgz                   | file: a"b.tgz
          -/package/lodash/dist-tags/a%20b   | tag: a b
          """)
  void whatCannotBeTrustedIsBad(String path, String reason) {
    assertThat(NpmPath.parse(path))
        .isInstanceOfSatisfying(
            NpmPath.Bad.class, bad -> assertThat(bad.reason()).contains(reason));
  }

  @Test
  void overlongSegmentsAreBad() {
    assertThat(NpmPath.parse("lodash/" + "1".repeat(255))).isInstanceOf(NpmPath.Manifest.class);
    assertThat(NpmPath.parse("lodash/" + "1".repeat(256))).isInstanceOf(NpmPath.Bad.class);
    assertThat(NpmPath.parse("l".repeat(214))).isInstanceOf(NpmPath.Packument.class);
    assertThat(NpmPath.parse("l".repeat(215))).isInstanceOf(NpmPath.Bad.class);
    assertThat(NpmPath.parse("-/" + "%C3%BC".repeat(128))).isInstanceOf(NpmPath.Bad.class);
  }

  @ParameterizedTest
  @ValueSource(strings = {"lodash", "@scope/name", "JSONStream", "a~b!(c)*'d"})
  void aNameAsNpmEscapesItIsItsPackument(String name) {
    var packageName = new PackageName(name);

    assertThat(NpmPath.parse(packageName.escaped())).isEqualTo(new NpmPath.Packument(packageName));
  }

  @Test
  void noiseIsReadOrBad() {
    var pieces =
        new String[] {
          "%2f", "/", "@", "-", "..", ".", "%", "%25", "a", "package", "dist-tags", "ü"
        };
    for (int seed = 0; seed < 20_000; seed++) {
      var random = new Random(seed);
      var path = new StringBuilder();
      for (int left = random.nextInt(12); left > 0; left--) {
        path.append(pieces[random.nextInt(pieces.length)]);
      }

      var parsed = NpmPath.parse(path.toString());

      if (parsed instanceof NpmPath.Tarball tarball) {
        assertThat(tarball.fileName()).doesNotContain("/", "%").isNotIn("", ".", "..");
      } else if (parsed instanceof NpmPath.Meta meta) {
        assertThat(meta.path().split("/", -1)).doesNotContain("", ".", "..");
      }
    }
  }
}
