package dev.weir.storage;

import java.util.HexFormat;

/** A hash of some content: {@code SHA512} and 128 lower-case hexadecimal digits, for example. */
public record Digest(DigestAlgorithm algorithm, String hex) {
  public Digest {
    if (hex.length() != algorithm.length() * 2 || !hex.chars().allMatch(Digest::isLowerHex)) {
      throw new IllegalArgumentException(
          "hex: %s (expected: %d lower-case hexadecimal digits)"
              .formatted(hex, algorithm.length() * 2));
    }
  }

  public static Digest of(DigestAlgorithm algorithm, byte[] hash) {
    return new Digest(algorithm, HexFormat.of().formatHex(hash));
  }

  /** A fresh copy of the hash's bytes. */
  public byte[] bytes() {
    return HexFormat.of().parseHex(hex);
  }

  @Override
  public String toString() {
    return algorithm + ":" + hex;
  }

  private static boolean isLowerHex(int c) {
    return c >= '0' && c <= '9' || c >= 'a' && c <= 'f';
  }
}
