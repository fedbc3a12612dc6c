package dev.weir.model;

import dev.weir.storage.Digest;
import dev.weir.storage.DigestAlgorithm;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * What a tarball must hash to: the strongest digests of an SRI string ({@code dist.integrity}), or
 * a {@code dist.shasum}. Content is right if it matches any one of them, as Subresource Integrity
 * says (section 3.3.5).
 */
public record Integrity(List<Digest> anyOf) {
  public Integrity {
    anyOf = List.copyOf(anyOf);
    if (anyOf.isEmpty()) {
      throw new IllegalArgumentException("integrity: none (expected: at least one digest)");
    }
    var algorithm = anyOf.get(0).algorithm();
    if (!anyOf.stream().allMatch(digest -> digest.algorithm() == algorithm)) {
      throw new IllegalArgumentException(
          "integrity: %s (expected: one algorithm)".formatted(anyOf));
    }
  }

  /** Of a SHA-1 in hexadecimal, as {@code dist.shasum} has it; empty if it is none. */
  public static Optional<Integrity> ofShasum(String shasum) {
    return digest(DigestAlgorithm.SHA1, shasum.toLowerCase(Locale.ROOT))
        .map(d -> new Integrity(List.of(d)));
  }

  /**
   * Of an SRI string: space-separated {@code algorithm-base64[?options]}. What is unknown or
   * malformed is passed over; empty if nothing is left.
   */
  public static Optional<Integrity> parse(String sri) {
    var strongest = new ArrayList<Digest>();
    for (var part : sri.trim().split("\\s+", -1)) {
      parsePart(part).ifPresent(digest -> keepStrongest(strongest, digest));
    }
    return strongest.isEmpty() ? Optional.empty() : Optional.of(new Integrity(strongest));
  }

  public DigestAlgorithm algorithm() {
    return anyOf.get(0).algorithm();
  }

  /** Whether content with this digest of {@link #algorithm} is right. */
  public boolean accepts(Digest digest) {
    return anyOf.contains(digest);
  }

  /**
   * Whether no content can be right for both, as far as can be told: digests of two algorithms say
   * nothing of each other.
   */
  public boolean contradicts(Integrity other) {
    return algorithm() == other.algorithm() && Collections.disjoint(anyOf, other.anyOf);
  }

  /** As SRI: {@code sha512-…}, space-separated. */
  public String sri() {
    var parts = new ArrayList<String>();
    for (var digest : anyOf) {
      parts.add(
          digest.algorithm().name().toLowerCase(Locale.ROOT)
              + "-"
              + Base64.getEncoder().encodeToString(digest.bytes()));
    }
    return String.join(" ", parts);
  }

  private static void keepStrongest(List<Digest> strongest, Digest digest) {
    int order =
        strongest.isEmpty() ? 1 : digest.algorithm().compareTo(strongest.get(0).algorithm());
    if (order > 0) {
      strongest.clear();
    }
    if (order >= 0) {
      strongest.add(digest);
    }
  }

  private static Optional<Digest> parsePart(String part) {
    int dash = part.indexOf('-');
    if (dash < 0) {
      return Optional.empty();
    }
    int options = part.indexOf('?', dash);
    var base64 = part.substring(dash + 1, options < 0 ? part.length() : options);
    for (var algorithm : DigestAlgorithm.values()) {
      if (algorithm.name().toLowerCase(Locale.ROOT).equals(part.substring(0, dash))) {
        return decode(algorithm, base64);
      }
    }
    return Optional.empty();
  }

  private static Optional<Digest> decode(DigestAlgorithm algorithm, String base64) {
    try {
      var bytes = Base64.getDecoder().decode(base64);
      return bytes.length == algorithm.length()
          ? Optional.of(Digest.of(algorithm, bytes))
          : Optional.empty();
    } catch (IllegalArgumentException notBase64) {
      return Optional.empty();
    }
  }

  private static Optional<Digest> digest(DigestAlgorithm algorithm, String hex) {
    boolean good =
        hex.length() == algorithm.length() * 2
            && hex.chars().allMatch(c -> c >= '0' && c <= '9' || c >= 'a' && c <= 'f');
    return good ? Optional.of(new Digest(algorithm, hex)) : Optional.empty();
  }
}
