package dev.weir.npm;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.weir.model.PackageName;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.util.Arrays;
import java.util.Optional;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import java.util.zip.CRC32;
import org.apache.commons.compress.archivers.tar.TarArchiveOutputStream;
import org.apache.commons.compress.archivers.tar.TarConstants;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class TarballCheckTest {
  private static final TarballLimits LIMITS = new TarballLimits(4 << 20, 100, 1000);
  private static final String JSON = "{\"name\":\"@s/x\",\"version\":\"1.0.0\"}";
  private static final byte[] NOTHING = new byte[0];

  @Test
  void whatNpmPacksIsTaken() throws Exception {
    var tgz =
        new TarBuilder()
            .file("package/LICENSE", "MIT")
            .file("package/index.js", new byte[5000])
            .file("package/package.json", JSON)
            .file("package/README.md", "# Hello")
            .file("package/node_modules/y/package.json", "{\"name\":\"y\"}")
            .file("package/node_modules/y/readme.md", "of another")
            .tgz();

    assertThat(check(tgz))
        .isEqualTo(
            new CheckedTarball(6, 3 + 5000 + JSON.length() + 7 + 12 + 10, Optional.of("# Hello")));
  }

  @Test
  void theFoldersNameDoesNotMatterAndFoldersAreNoFiles() throws Exception {
    var tgz =
        new TarBuilder()
            .entry("x-1.0.0/", TarConstants.LF_DIR, NOTHING)
            .entry("x-1.0.0/lib/", TarConstants.LF_DIR, NOTHING)
            .file("x-1.0.0/package.json", JSON)
            .tgz();

    assertThat(check(tgz)).isEqualTo(new CheckedTarball(1, JSON.length(), Optional.empty()));
  }

  @ParameterizedTest
  @ValueSource(ints = {TarArchiveOutputStream.LONGFILE_GNU, TarArchiveOutputStream.LONGFILE_POSIX})
  void longNamesOfBothDialectsAreRead(int mode) throws Exception {
    var tgz =
        new TarBuilder()
            .global("comment", "abcdef")
            .longNames(mode)
            .file("package/" + "f".repeat(200) + "/a", "a")
            .file("package/" + "ü".repeat(60) + "/b", "b")
            .file("package/package.json", JSON)
            .tgz();

    assertThat(check(tgz).files()).isEqualTo(3);
  }

  /**
   * npm cuts a long name and leaves its beginning in the header: {@code package/b…b/}, of a file.
   */
  @Test
  void aFileIsNoFolderThoughItsNameIsCutBehindASlash() throws Exception {
    var cut = "package/" + "b".repeat(80) + "/";

    assertThat(check(cutName(cut, cut + "c".repeat(20) + "/f.js", "full")))
        .isEqualTo(new CheckedTarball(2, 4 + JSON.length(), Optional.empty()));
    assertThat(check(cutName(cut, cut + "c".repeat(20) + "/empty", "")))
        .isEqualTo(new CheckedTarball(2, JSON.length(), Optional.empty()));
    assertDamaged(cutName("package/b", cut + "c/", "full"), "a folder of 4 bytes");
  }

  @Test
  void aByteOrderMarkIsNoMatter() throws Exception {
    var tgz = new TarBuilder().file("package/package.json", "\ufeff" + JSON).tgz();

    assertThat(check(tgz).files()).isEqualTo(1);
  }

  @ParameterizedTest
  @ValueSource(strings = {"1.0.0+sha.abc", "v1.0.0", "=1.0.0", " 1.0.0 ", "01.0.0"})
  void aVersionIsWhatNpmMakesOfIt(String version) throws Exception {
    var json = "{\"name\":\"@s/x\",\"version\":\"%s\"}".formatted(version);

    assertThat(check(tgz(json)).files()).isEqualTo(1);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          {"name":"@s/y","version":"1.0.0"}   | name: @s/y (expected: @s/x, as published)
          {"name":"x","version":"1.0.0"}      | name: x (expected: @s/x, as published)
          {"name":"@s/x","version":"v1.0.1"}  | version: v1.0.1 (expected: 1.0.0, as published)
          {"name":"@s/x","version":"1.0.0-a"} | version: 1.0.0-a (expected: 1.0.0, as published)
          {"name":"@s/x","version":"1.0"}     | version: 1.0 (expected: 1.0.0, as published)
          {"name":"@s/x"}                     | no "version", or no string (expected: 1.0.0)
          {"version":"1.0.0"}                 | no "name", or no string (expected: @s/x)
          {"name":["@s/x"],"version":"1.0.0"} | no "name", or no string (expected: @s/x)
          {"name":"a","name":"@s/x","version":"1.0.0"}       | a second "name" (expected: each
          {"name":"@s/x","version":"1","version":"1.0.0"}    | a second "version" (expected: each
          {"name":"@s/x","vers\\u0069on":"1","version":"1.0.0"} | a second "version" (expected: each
          ["@s/x"]                            | byte 0: START_ARRAY (expected: a JSON object)
          {"name":"@s/x","version":"1.0.0"    | (expected: JSON)
          {"name":"@s/x","version":"1.0.0"}}  | (expected: JSON)
          {"name":"@s/x","version":"1.0.0"}{} | more after the document (expected: its end)
          ``                                  | nothing (expected: a JSON object)
          """)
  void aPackageJsonOfSomethingElseIsRefused(String json, String message) {
    var tgz = new TarBuilder().file("package/package.json", json).tgz();

    assertThatThrownBy(() -> check(tgz))
        .isInstanceOf(PublishRefusedException.class)
        .hasMessageStartingWith("tarball's package.json: ")
        .hasMessageContaining(message);
  }

  @Test
  void aPackageJsonBeyondAllBoundsIsRefused() throws Exception {
    int most = 1 << 20;
    var longest = JSON + " ".repeat(most - JSON.length());

    assertThat(check(tgz(longest)).unpackedSize()).isEqualTo(most);
    assertThatThrownBy(() -> check(tgz(longest + " ")))
        .isInstanceOf(PublishRefusedException.class)
        .hasMessage("tarball's package.json: 1048577 bytes (expected: at most 1048576)");
  }

  static Stream<Arguments> refusals() {
    return Stream.of(
        entry("/package/a", "tarball's entry: /package/a (expected: a relative path)"),
        entry("c:/a", "tarball's entry: c:/a (expected: a relative path)"),
        entry("package/../a", "expected: a path without empty segments, . and .."),
        entry("package/a/..", "expected: a path without empty segments, . and .."),
        entry("../package/a", "expected: a path without empty segments, . and .."),
        entry("./package/a", "expected: a path without empty segments, . and .."),
        entry("package//a", "expected: a path without empty segments, . and .."),
        entry("package\\a", "expected: a path without backslash and NUL"),
        entry("other/a", "tarball's entry: other/a (expected: all in one folder, package)"),
        entry("Package/a", "expected: all in one folder, package"),
        entry("package", "tarball's entry: package (expected: all in one folder)"),
        entry("package/package.json", "expected: one package.json in the first folder"),
        entry("package/Package.JSON", "expected: one package.json in the first folder"),
        entry("package/pac\u212aage.json", "expected: one package.json in the first folder"),
        entry("package/package.json/a", "expected: one package.json in the first folder"),
        entry("package/package.json/", "expected: a file of that name alone"),
        kind(TarConstants.LF_SYMLINK, "tarball's entry: package/a (expected: a file, not a link)"),
        kind(TarConstants.LF_LINK, "expected: a file, not a link"),
        kind(TarConstants.LF_FIFO, "expected: a file, nothing special"),
        kind(TarConstants.LF_CHR, "expected: a file, nothing special"),
        kind(TarConstants.LF_BLK, "expected: a file, nothing special"),
        kind((byte) 'Z', "expected: a file, nothing special"),
        kind((byte) 'N', "expected: a file, nothing special"),
        pax("19 path=package/a\u0000\n", "expected: a path without backslash and NUL"),
        pax("22 GNU.sparse.major=1\n", "expected: a file, nothing special"),
        pax("29 comment=x\n16 path=package\n", "extended header: no lines of their length"),
        pax("13 size=9999\n", "it breaks off within an entry"),
        pax("12 size=-10\n", "a header's size is wrong"),
        pax("18 path=package/b\n\u0000\u0000", "extended header: no lines of their length"));
  }

  @ParameterizedTest
  @MethodSource("refusals")
  void whatReadersUnpackInTwoWaysIsRefused(UnaryOperator<TarBuilder> more, String message) {
    var tar = new TarBuilder().file("package/package.json", JSON);

    assertThatThrownBy(() -> check(more.apply(tar).tgz()))
        .isInstanceOf(PublishRefusedException.class)
        .hasMessageContaining(message);
  }

  @Test
  void aTarballWithoutAPackageJsonIsRefused() {
    for (var path : new String[] {"package/a", "package/Package.json", "package/a/package.json"}) {
      assertThatThrownBy(() -> check(new TarBuilder().file(path, JSON).tgz()))
          .isInstanceOf(PublishRefusedException.class)
          .hasMessage("tarball: no package.json (expected: one in its first folder)");
    }
    assertThatThrownBy(() -> check(TarBuilder.gzip(NOTHING)))
        .hasMessage("tarball: no package.json (expected: one in its first folder)");
  }

  @Test
  void twoExtendedHeadersOfOneEntryAreRefused() {
    var path = "20 path=package/a.b\n".getBytes(UTF_8);
    var header = TarConstants.LF_PAX_EXTENDED_HEADER_LC;

    assertDamaged(
        new TarBuilder()
            .file("package/package.json", JSON)
            .entry("a", header, path)
            .entry("b", header, path)
            .file("package/a", "")
            .tgz(),
        "two extended headers of one entry");
    assertDamaged(
        new TarBuilder()
            .file("package/package.json", JSON)
            .entry("a", header, path)
            .entry("b", TarConstants.LF_GNUTYPE_LONGNAME, "package/b\0".getBytes(UTF_8))
            .file("package/a", "")
            .tgz(),
        "two extended headers of one entry");
  }

  @ParameterizedTest
  @ValueSource(strings = {"18 path=package/b\n", "10 size=1\n"})
  void aGlobalHeaderForEachEntryIsRefused(String record) {
    var tar =
        new TarBuilder()
            .entry("g", TarConstants.LF_PAX_EXTENDED_HEADER_LC, record.getBytes(UTF_8))
            .file("package/package.json", JSON)
            .tar();
    tar[156] = TarConstants.LF_PAX_GLOBAL_EXTENDED_HEADER;

    assertDamaged(
        TarBuilder.gzip(TarBuilder.withChecksums(tar)),
        "a path or a size of all entries in a global header");
  }

  /** Some readers pass over its size, others find a header there: of another package.json. */
  @Test
  void aFolderWithContentIsRefused() {
    var tar =
        new TarBuilder()
            .file("package/folder", new TarBuilder().file("package/package.json", "{}").tar())
            .file("package/package.json", JSON)
            .tar();
    tar[156] = TarConstants.LF_DIR;

    assertDamaged(TarBuilder.gzip(TarBuilder.withChecksums(tar)), "a folder of 2048 bytes");
  }

  @Test
  void whatFollowsTheArchivesEndIsRefused() throws Exception {
    var tar = new TarBuilder().file("package/package.json", JSON).tar();
    int end = 1024;
    var more = new TarBuilder().file("package/b", "b").tar();

    assertThat(check(TarBuilder.gzip(Arrays.copyOf(tar, end))).files()).isEqualTo(1);
    assertThat(check(TarBuilder.gzip(Arrays.copyOf(tar, end + 100_000))).files()).isEqualTo(1);
    assertDamaged(
        TarBuilder.gzip(joined(Arrays.copyOf(tar, end + 512), more)),
        "something follows the archive's end");
    assertDamaged(
        TarBuilder.gzip(joined(Arrays.copyOf(tar, end + 70_000), new byte[] {1})),
        "something follows the archive's end");
  }

  @Test
  void whatFollowsTheGzipIsRefused() {
    var tgz = tgz(JSON);

    assertDamaged(joined(tgz, new byte[] {0}), "something follows the gzip");
    assertDamaged(joined(tgz, new byte[100_000]), "something follows the gzip");
    assertDamaged(joined(tgz, tgz), "something follows the gzip");
    assertDamaged(joined(TarBuilder.gzip(NOTHING), tgz), "something follows the gzip");
  }

  @Test
  void whatIsNoGzipIsRefused() {
    assertDamaged("<html>".getBytes(UTF_8), "it is no gzip");
    assertDamaged(new TarBuilder().file("package/package.json", JSON).tar(), "it is no gzip");
    assertDamaged(TarBuilder.gzip("x".repeat(600).getBytes(UTF_8)), "a header cannot be read");
    assertDamaged(NOTHING, "the gzip breaks off");
  }

  @Test
  void aTarballThatBreaksOffIsRefused() {
    var tgz = tgz(JSON);

    for (int length = 0; length < tgz.length; length++) {
      assertDamaged(Arrays.copyOf(tgz, length), "the gzip breaks off");
    }
  }

  /** The time, the system and the like may be of any value; all else is checked. */
  @Test
  void aDamagedTarballIsRefused() throws Exception {
    var tgz = tgz(JSON);
    int refused = 0;
    for (int bit = 0; bit < tgz.length * 8; bit++) {
      var damaged = tgz.clone();
      damaged[bit / 8] ^= (byte) (1 << bit % 8);
      try {
        assertThat(check(damaged)).as("bit %d", bit).isEqualTo(check(tgz));
      } catch (PublishRefusedException expected) {
        refused++;
      }
    }
    assertThat(refused).isGreaterThan((tgz.length - 10) * 8);
  }

  @Test
  void aGzipHeaderWithEverythingIsRead() throws Exception {
    var plain = tgz(JSON);
    var header = new ByteArrayOutputStream();
    header.writeBytes(new byte[] {0x1f, (byte) 0x8b, 8, 0x1f, 1, 2, 3, 4, 0, 3});
    header.writeBytes(new byte[] {3, 0, 'a', 'b', 'c'});
    header.writeBytes("x.tar\0a comment\0".getBytes(UTF_8));
    var crc = new CRC32();
    crc.update(header.toByteArray());
    header.write((int) crc.getValue());
    header.write((int) (crc.getValue() >> 8));
    var tgz = joined(header.toByteArray(), Arrays.copyOfRange(plain, 10, plain.length));

    assertThat(check(tgz).files()).isEqualTo(1);
    tgz[16]++;
    assertDamaged(tgz, "gzip: the header's checksum is wrong");
    var unknown = plain.clone();
    unknown[3] = 0x20;
    assertDamaged(unknown, "gzip: unknown flags 0x20");
  }

  @Test
  void aBombIsReadNoFurtherThanAllowed() {
    var bomb = new TarBuilder().file("package/zeros", new byte[64 << 20]).tgz();
    var packed = new ByteArrayInputStream(bomb);

    assertThatThrownBy(() -> TarballCheck.check(packed, new PackageName("x"), "1.0.0", LIMITS))
        .isInstanceOf(PublishRefusedException.class)
        .hasMessageStartingWith("tarball: more than 4194304 bytes unpacked");
    // A gzip of zeros is a thousandth of them: what is read stands for what is unpacked.
    assertThat(packed.available()).isGreaterThan(bomb.length / 2);
  }

  @Test
  void zerosBehindTheEndAreBoundedToo() {
    var tar = new TarBuilder().file("package/package.json", JSON).tar();

    assertDamaged(TarBuilder.gzip(Arrays.copyOf(tar, 8 << 20)), "more than 4194304 bytes unpacked");
  }

  @Test
  void entriesAreBounded() throws Exception {
    var tar = new TarBuilder().file("package/package.json", JSON);
    for (int i = 0; i < 98; i++) {
      tar.file("package/" + i, "");
    }

    assertThat(check(tar.tgz()).files()).isEqualTo(99);
    var more = new TarBuilder().file("package/package.json", JSON);
    for (int i = 0; i < 100; i++) {
      more.file("package/" + i, "");
    }
    assertDamaged(more.tgz(), "more than 100 entries");
  }

  @Test
  void aFailureOfTheStreamIsNoFaultOfTheTarball() {
    var broken =
        new SequenceInputStream(
            new ByteArrayInputStream(Arrays.copyOf(tgz(JSON), 50)),
            new InputStream() {
              @Override
              public int read() throws IOException {
                throw new IOException("disk");
              }

              @Override
              public int read(byte[] into, int at, int length) throws IOException {
                throw new IOException("disk");
              }
            });

    assertThatThrownBy(() -> TarballCheck.check(broken, new PackageName("x"), "1.0.0", LIMITS))
        .isExactlyInstanceOf(IOException.class)
        .hasMessage("disk");
  }

  private static CheckedTarball check(byte[] tgz) throws IOException, PublishRefusedException {
    return TarballCheck.check(
        new ByteArrayInputStream(tgz), new PackageName("@s/x"), "1.0.0", LIMITS);
  }

  private static void assertDamaged(byte[] tgz, String problem) {
    assertThatThrownBy(() -> check(tgz))
        .isInstanceOf(PublishRefusedException.class)
        .hasMessageStartingWith("tarball: ")
        .hasMessageContaining(problem)
        .hasMessageEndingWith(" (expected: a sound .tgz within limits)");
  }

  private static byte[] tgz(String packageJson) {
    return new TarBuilder().file("package/package.json", packageJson).tgz();
  }

  private static byte[] joined(byte[] a, byte[] b) {
    var both = Arrays.copyOf(a, a.length + b.length);
    System.arraycopy(b, 0, both, a.length, b.length);
    return both;
  }

  /** Of a file whose name in the header is not the one in the extended header before it. */
  private static byte[] cutName(String inHeader, String path, String content) {
    var record = " path=" + path + "\n";
    var extended = (record.length() + 3) + record;
    var placeholder = inHeader.substring(0, inHeader.length() - 1) + "?";
    var tar =
        new TarBuilder()
            .entry("h", TarConstants.LF_PAX_EXTENDED_HEADER_LC, extended.getBytes(UTF_8))
            .file(placeholder, content)
            .file("package/package.json", JSON)
            .tar();
    tar[1024 + inHeader.length() - 1] = (byte) inHeader.charAt(inHeader.length() - 1);
    return TarBuilder.gzip(TarBuilder.withChecksums(tar));
  }

  private static Arguments entry(String path, String message) {
    byte kind = path.endsWith("/") ? TarConstants.LF_DIR : TarConstants.LF_NORMAL;
    UnaryOperator<TarBuilder> more = tar -> tar.entry(path, kind, NOTHING);
    return Arguments.of(more, message);
  }

  private static Arguments kind(byte kind, String message) {
    UnaryOperator<TarBuilder> more = tar -> tar.entry("package/a", kind, NOTHING);
    return Arguments.of(more, message);
  }

  private static Arguments pax(String header, String message) {
    UnaryOperator<TarBuilder> more =
        tar ->
            tar.entry("h", TarConstants.LF_PAX_EXTENDED_HEADER_LC, header.getBytes(UTF_8))
                .file("package/a", "a");
    return Arguments.of(more, message);
  }
}
