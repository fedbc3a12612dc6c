package dev.weir.npm;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.apache.commons.compress.archivers.tar.TarArchiveOutputStream;
import org.apache.commons.compress.archivers.tar.TarConstants;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TarballReadmeTest {
  private static final ReadmeLimits LIMITS = new ReadmeLimits(4 << 20, 100, 1000);
  private static final byte[] NOTHING = new byte[0];

  @ParameterizedTest
  @ValueSource(
      strings = {
        "package/README.md",
        "package/readme.md",
        "package/ReadMe.Markdown",
        "package/README",
        "package/Readme.txt",
        "./package/README.md",
        "/package/README.md",
        "lodash-4.17.21/README.rst"
      })
  void aReadmeAtTheRootIsFoundWhateverItsCaseAndTheFoldersName(String path) {
    var tgz = new TarBuilder().file("package/package.json", "{}").file(path, "# Hello").tgz();

    assertThat(text(tgz)).isEqualTo("# Hello");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "README.md",
        "package/docs/README.md",
        "package/../README.md",
        "package/README.js",
        "package/README.md.bak",
        "package/README.md/"
      })
  void whatIsElsewhereOrOfAnotherNameIsNone(String path) {
    var tgz = new TarBuilder().entry(path, TarConstants.LF_NORMAL, NOTHING).tgz();

    assertThat(why(tgz)).isEqualTo("none in its tarball");
  }

  @Test
  void markdownGoesBeforeAnythingElseWhereverItStands() {
    var tgz =
        new TarBuilder()
            .file("package/README", "plain")
            .file("package/README.txt", "text")
            .file("package/README.md", "markdown")
            .file("package/readme.markdown", "other")
            .tgz();

    assertThat(text(tgz)).isEqualTo("markdown");
  }

  @ParameterizedTest
  @ValueSource(
      bytes = {
        TarConstants.LF_LINK,
        TarConstants.LF_SYMLINK,
        TarConstants.LF_CHR,
        TarConstants.LF_BLK,
        TarConstants.LF_DIR,
        TarConstants.LF_FIFO
      })
  void whatIsNoPlainFileIsPassedOver(byte kind) {
    var tgz =
        new TarBuilder()
            .entry("package/README.md", kind, NOTHING)
            .file("package/readme", "the file")
            .tgz();

    assertThat(text(tgz)).isEqualTo("the file");
  }

  @Test
  void whatIsNotUtf8IsReplaced() {
    var tgz = new TarBuilder().file("package/README", new byte[] {'a', (byte) 0xff, 'b'}).tgz();

    assertThat(text(tgz)).isEqualTo("a\ufffdb");
  }

  @Test
  void aLongReadmeIsCutAfterAWholeCharacter() {
    var tgz = new TarBuilder().file("package/README.md", "€".repeat(1000)).tgz();

    assertThat(text(tgz)).matches("€{332,333}");
  }

  @Test
  void anEmptyReadmeIsAReadme() {
    assertThat(text(new TarBuilder().file("package/README.md", "").tgz())).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(ints = {TarArchiveOutputStream.LONGFILE_GNU, TarArchiveOutputStream.LONGFILE_POSIX})
  void longNamesOfBothDialectsAreRead(int mode) {
    var folder = "f".repeat(200);
    var tgz =
        new TarBuilder()
            .longNames(mode)
            .file("package/" + folder + "/README.md", "not the root")
            .file(folder + "/README.md", "here")
            .tgz();

    assertThat(text(tgz)).isEqualTo("here");
  }

  @Test
  void globalHeadersAndUnknownKindsArePassedOver() {
    var tgz =
        new TarBuilder()
            .global("comment", "abcdef")
            .entry("package/odd", (byte) 'Z', new byte[700])
            .file("package/README.md", "found")
            .tgz();

    assertThat(text(tgz)).isEqualTo("found");
  }

  @Test
  void anExtendedHeadersPathAndSizeCount() {
    var tar =
        new TarBuilder()
            .entry(
                "x",
                TarConstants.LF_PAX_EXTENDED_HEADER_LC,
                "26 path=package/README.md\n".getBytes(StandardCharsets.UTF_8))
            .file("package/other", "renamed")
            .tar();

    assertThat(text(TarBuilder.gzip(tar))).isEqualTo("renamed");
  }

  @Test
  void aSparseFileIsNoReadme() {
    var sparse = "22 GNU.sparse.major=1\n".getBytes(StandardCharsets.UTF_8);
    var tgz =
        new TarBuilder()
            .entry("x", TarConstants.LF_PAX_EXTENDED_HEADER_LC, sparse)
            .file("package/README.md", "a map of holes")
            .file("package/README", "plain")
            .tgz();

    assertThat(text(tgz)).isEqualTo("plain");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", "9", "99 path=x\n", "0 path=x\n", "8 path=x?", "6 pathx\n", "x path=x\n"})
  void aBrokenExtendedHeaderIsDamage(String header) {
    var tgz =
        new TarBuilder()
            .entry(
                "x",
                TarConstants.LF_PAX_EXTENDED_HEADER_LC,
                (header + "\n").getBytes(StandardCharsets.UTF_8))
            .file("package/README.md", "")
            .tgz();

    assertThat(why(tgz)).startsWith("its tarball cannot be read: extended header: broken");
  }

  @Test
  void whatIsNeitherGzipNorTarIsDamage() {
    assertThat(why("<html>".getBytes(StandardCharsets.UTF_8)))
        .startsWith("its tarball cannot be read: ");
    assertThat(why(TarBuilder.gzip("x".repeat(2000).getBytes(StandardCharsets.UTF_8))))
        .startsWith("its tarball cannot be read: a header cannot be read: ");
    var changed = new TarBuilder().file("package/README.md", "hello").tar();
    changed[0]++;
    assertThat(why(TarBuilder.gzip(changed)))
        .isEqualTo("its tarball cannot be read: a header's checksum is wrong");
    assertThat(why(NOTHING)).startsWith("its tarball cannot be read: ");
  }

  @Test
  void aTarballThatBreaksOffBeforeItsReadmeIsDamage() {
    var tar =
        new TarBuilder()
            .file("package/index.js", new byte[5000])
            .file("package/README.md", "hello")
            .tar();

    assertThat(why(TarBuilder.gzip(Arrays.copyOf(tar, 3000))))
        .isEqualTo("its tarball cannot be read: it breaks off within an entry");
  }

  @Test
  void whatWasFoundBeforeTheDamageIsGood() {
    var tar =
        new TarBuilder()
            .file("package/README", "hello")
            .file("package/index.js", new byte[5000])
            .tar();

    assertThat(text(TarBuilder.gzip(Arrays.copyOf(tar, 3000)))).isEqualTo("hello");
  }

  @Test
  void aBombIsReadNoFurtherThanAllowed() {
    var bomb = new TarBuilder().file("package/zeros", new byte[64 << 20]).tgz();
    var counted = new Counted(new ByteArrayInputStream(bomb));

    assertThat(TarballReadme.of(counted, LIMITS))
        .isEqualTo(new Readme.None("its tarball cannot be read: more than 4194304 bytes unpacked"));
    // A gzip of zeros is a thousandth of them: what is read stands for what is unpacked.
    assertThat(counted.count).isLessThan(64 << 10);
  }

  @Test
  void aLongNameAsLargeAsABombIsNotKept() {
    var tgz =
        new TarBuilder()
            .entry("././@LongLink", TarConstants.LF_GNUTYPE_LONGNAME, new byte[2 << 20])
            .file("package/README.md", "")
            .tgz();

    assertThat(why(tgz))
        .isEqualTo(
            "its tarball cannot be read: extended header: 2097152 bytes (expected: at most 1048576)");
  }

  @Test
  void tooManyEntriesAreNotLookedAt() {
    var tar = new TarBuilder();
    for (int i = 0; i < 101; i++) {
      tar.file("package/" + i, "");
    }

    assertThat(why(tar.file("package/README.md", "far behind").tgz()))
        .isEqualTo("its tarball cannot be read: more than 100 entries");
  }

  private static String text(byte[] tgz) {
    return TarballReadme.of(new ByteArrayInputStream(tgz), LIMITS)
        .match(
            Readme.Text::text,
            none -> {
              throw new AssertionError(none.why());
            });
  }

  private static String why(byte[] tgz) {
    return TarballReadme.of(new ByteArrayInputStream(tgz), LIMITS)
        .match(text -> "found: " + text.text(), Readme.None::why);
  }

  private static final class Counted extends InputStream {
    private final InputStream from;
    private int count;

    Counted(InputStream from) {
      this.from = from;
    }

    @Override
    public int read() throws IOException {
      count++;
      return from.read();
    }

    @Override
    public int read(byte[] into, int at, int length) throws IOException {
      int read = from.read(into, at, length);
      count += Math.max(read, 0);
      return read;
    }
  }
}
