package dev.weir.cli.lockfile;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.Base64;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * What the bytes of a tarball must hash to: the strongest algorithm of a Subresource Integrity text
 * and the digests that it allows, in hexadecimal.
 */
public record Integrity(Algorithm algorithm, Set<String> digests) {
  /** From the weakest to the strongest. */
  public enum Algorithm {
    SHA1("SHA-1", 20),
    SHA256("SHA-256", 32),
    SHA384("SHA-384", 48),
    SHA512("SHA-512", 64);

    private final String name;
    private final int bytes;

    Algorithm(String name, int bytes) {
      this.name = name;
      this.bytes = bytes;
    }

    /** What hashes so. */
    public MessageDigest hashing() {
      try {
        return MessageDigest.getInstance(name);
      } catch (NoSuchAlgorithmException impossible) {
        throw new IllegalStateException(impossible);
      }
    }

    /** As an integrity text has it. */
    String word() {
      return name.replace("-", "").toLowerCase(Locale.ROOT);
    }
  }

  public Integrity {
    digests = Set.copyOf(digests);
    if (digests.isEmpty()) {
      throw new IllegalArgumentException("digests: none (expected: at least one)");
    }
  }

  /**
   * Reads a text such as {@code sha512-…}, several of which are parted by blanks; what is not known
   * in it does not count. Empty if nothing of it does.
   */
  public static Optional<Integrity> of(String text) {
    var parts = text.strip().split("\\s+");
    return Arrays.stream(Algorithm.values())
        .sorted(Comparator.reverseOrder())
        .flatMap(algorithm -> of(algorithm, parts).stream())
        .findFirst();
  }

  private static Optional<Integrity> of(Algorithm algorithm, String[] parts) {
    var digests = new TreeSet<String>();
    for (String part : parts) {
      digest(algorithm, part).ifPresent(digests::add);
    }
    return digests.isEmpty() ? Optional.empty() : Optional.of(new Integrity(algorithm, digests));
  }

  private static Optional<String> digest(Algorithm algorithm, String part) {
    var prefix = algorithm.word() + "-";
    if (!part.startsWith(prefix)) {
      return Optional.empty();
    }
    int options = part.indexOf('?');
    var base64 = part.substring(prefix.length(), options < 0 ? part.length() : options);
    try {
      byte[] bytes = Base64.getDecoder().decode(base64);
      return bytes.length == algorithm.bytes
          ? Optional.of(HexFormat.of().formatHex(bytes))
          : Optional.empty();
    } catch (IllegalArgumentException noBase64) {
      return Optional.empty();
    }
  }

  /** Reads a SHA-1 digest in hexadecimal, as old lockfiles have it. */
  public static Optional<Integrity> ofSha1(String hexadecimal) {
    return hexadecimal.matches("[0-9a-fA-F]{40}")
        ? Optional.of(new Integrity(Algorithm.SHA1, Set.of(hexadecimal.toLowerCase(Locale.ROOT))))
        : Optional.empty();
  }

  /** Whether bytes with this digest, in hexadecimal, are the ones. */
  public boolean allows(String digest) {
    return digests.contains(digest);
  }

  /** A digest in hexadecimal as an integrity text. */
  public String text(String digest) {
    byte[] bytes = HexFormat.of().parseHex(digest);
    return algorithm.word() + "-" + Base64.getEncoder().encodeToString(bytes);
  }

  @Override
  public String toString() {
    return digests.stream().sorted().map(this::text).collect(Collectors.joining(" "));
  }
}
