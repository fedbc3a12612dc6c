package dev.weir.testing.documents;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.HexFormat;
import java.util.SplittableRandom;

/**
 * A version's {@code .tgz}, which npm can install.
 *
 * @param integrity the SHA-512 of {@code bytes} as SRI
 * @param shasum the SHA-1 of {@code bytes} in hex
 * @param unpackedSize the sum of its files' sizes
 */
// Never compared, and copying the bytes for each answer would be most of the work.
@SuppressWarnings("ArrayRecordComponent")
public record Tarball(
    byte[] bytes, String integrity, String shasum, int fileCount, long unpackedSize) {
  private static final int LARGEST_BY_CHANCE = 4;

  static Tarball of(FixturePackage name, FixtureVersion version, long seed) {
    var random = Seeded.random(seed, name.name(), version.version());
    var tar = new Tar();
    tar.add("package/package.json", Json.pretty(Manifest.packageJson(name, version)), false);
    tar.add(
        "package/index.js", "module.exports = require('./package.json')\n".getBytes(UTF_8), false);
    if (version.fields().containsKey("bin")) {
      tar.add("package/cli.js", "#!/usr/bin/env node\nconsole.log('ok')\n".getBytes(UTF_8), true);
    }
    if (version.fields().get("readme") instanceof String readme) {
      var file = version.fields().getOrDefault("readmeFilename", "README.md");
      tar.add("package/" + file, readme.getBytes(UTF_8), false);
    }
    int size = fill(tar, version.tarballBytes(), random);
    var bytes = Gzip.stored(tar.bytes(), size);
    return new Tarball(bytes, integrity(bytes), shasum(bytes), tar.files(), tar.unpacked());
  }

  /** Adds filler up to the size wanted for the whole, which it answers. */
  private static int fill(Tar tar, int wanted, SplittableRandom random) {
    if (wanted == 0) {
      int blocks = 1 + random.nextInt(LARGEST_BY_CHANCE);
      tar.add("package/filler.bin", Seeded.bytes(random, blocks * Tar.BLOCK), false);
      return Gzip.storedSize(tar.size());
    }
    int room = wanted - Gzip.storedSize(wanted) + wanted - tar.size() - Tar.BLOCK;
    if (room >= 0) {
      int blocks = room / Tar.BLOCK;
      tar.add("package/filler.bin", Seeded.bytes(random, blocks * Tar.BLOCK), false);
    }
    return wanted;
  }

  private static String integrity(byte[] bytes) {
    return "sha512-" + Base64.getEncoder().encodeToString(digest("SHA-512", bytes));
  }

  private static String shasum(byte[] bytes) {
    return HexFormat.of().formatHex(digest("SHA-1", bytes));
  }

  static byte[] digest(String algorithm, byte[] bytes) {
    try {
      return MessageDigest.getInstance(algorithm).digest(bytes);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }
}
