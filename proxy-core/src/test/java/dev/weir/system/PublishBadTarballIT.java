package dev.weir.system;

import dev.weir.testing.documents.Gzip;
import dev.weir.testing.documents.PublishedVersion;
import java.util.Arrays;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Tarballs that are damaged, that two readers could unpack in two ways or that unpack to more than
 * is allowed: refused in words, and nothing of them is kept.
 */
class PublishBadTarballIT {
  private static final PublishedVersion ONE = PublishedVersion.of("pkg", "1.0.0");

  private final Publishing publishing =
      new Publishing("publish.max-unpacked=1MiB", "publish.max-entries=20");

  @AfterEach
  void stop() {
    publishing.close();
  }

  private void assertRefused(PublishedVersion version, String... words) {
    publishing.assertRefused(publishing.publish(version), "pkg", 400, words);
  }

  @Test
  void withoutAPackageJson() {
    assertRefused(ONE.unnamed(), "no package.json");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "package/../../etc/passwd",
        "../outside",
        "/etc/passwd",
        "package/./index.js",
        "package//index.js",
        "package\\index.js",
        "c:/index.js",
        "other/index.js"
      })
  void withAnEntryElsewhere(String path) {
    assertRefused(ONE.withFile(path, new byte[] {1}), "tarball's entry");
  }

  @Test
  void withASecondPackageJson() {
    assertRefused(ONE.withFile("package/Package.json", new byte[] {'{', '}'}), "package.json");
  }

  @Test
  void thatIsNotCompressed() {
    assertRefused(ONE.packedAs(ONE.tar()), "tarball");
  }

  @Test
  void thatIsEmpty() {
    assertRefused(ONE.packedAs(new byte[0]), "tarball");
  }

  @Test
  void thatBreaksOff() {
    var whole = ONE.tarball();

    assertRefused(ONE.packedAs(Arrays.copyOf(whole, whole.length / 2)), "tarball");
  }

  @Test
  void thatBreaksOffBeforeItsChecksum() {
    var whole = ONE.tarball();

    assertRefused(ONE.packedAs(Arrays.copyOf(whole, whole.length - 4)), "tarball");
  }

  @Test
  void withBytesAfterItsEnd() {
    var whole = ONE.tarball();

    assertRefused(ONE.packedAs(Arrays.copyOf(whole, whole.length + 1)), "tarball");
  }

  @Test
  void aBomb() {
    var bomb = Gzip.compressed(ONE.withFile("package/zeros", new byte[32 << 20]).tar());

    assertRefused(ONE.packedAs(bomb), "more than 1048576 bytes unpacked");
  }

  @Test
  void aBombWithinTheBoundOfBytes() {
    var bomb = Gzip.compressed(ONE.withFile("package/zeros", new byte[128 << 20]).tar());
    long most = (64L << 20) + 200L * bomb.length;

    try (var defaults = new Publishing()) {
      defaults.assertRefused(
          defaults.publish(ONE.packedAs(bomb)),
          "pkg",
          400,
          "more than %d bytes unpacked".formatted(most));
    }
  }

  @Test
  void withMoreEntriesThanAllowed() {
    var many = ONE;
    for (int i = 0; i < 20; i++) {
      many = many.withFile("package/" + i, new byte[0]);
    }

    assertRefused(many, "more than 20 entries");
  }
}
