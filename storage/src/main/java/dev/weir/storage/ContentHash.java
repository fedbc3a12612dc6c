package dev.weir.storage;

import io.netty.buffer.ByteBuf;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.EnumMap;
import java.util.Map;
import java.util.Set;

/**
 * Hashes content as it comes and judges it at its end; what every backend's {@link BlobWriter}
 * needs. Not thread-safe.
 */
public final class ContentHash {
  private final Map<DigestAlgorithm, MessageDigest> running = new EnumMap<>(DigestAlgorithm.class);
  private long length;

  public ContentHash(Set<DigestAlgorithm> algorithms) {
    for (var algorithm : algorithms) {
      running.put(algorithm, start(algorithm));
    }
  }

  /** Takes the readable bytes of {@code chunk} into account; neither moves nor releases it. */
  public void update(ByteBuf chunk) {
    length += chunk.readableBytes();
    for (var part : chunk.nioBuffers()) {
      for (var digest : running.values()) {
        digest.update(part.duplicate());
      }
    }
  }

  /** The hashes of all content seen. To be called once, after the last update. */
  public Map<DigestAlgorithm, Digest> finish() {
    var digests = new EnumMap<DigestAlgorithm, Digest>(DigestAlgorithm.class);
    running.forEach((algorithm, digest) -> digests.put(algorithm, of(algorithm, digest)));
    return digests;
  }

  /** How many bytes have been seen. */
  public long length() {
    return length;
  }

  /**
   * Compares content with what was expected of it.
   *
   * @param actual at least the digests that {@code expected} names an algorithm of
   * @throws IntegrityException naming the first thing that differs
   */
  public static void check(
      ExpectedContent expected, long length, Map<DigestAlgorithm, Digest> actual) {
    if (expected.length().isPresent() && expected.length().getAsLong() != length) {
      throw new IntegrityException(
          "length: %d (expected: %d)".formatted(length, expected.length().getAsLong()));
    }
    for (var digest : expected.digests()) {
      if (!digest.equals(actual.get(digest.algorithm()))) {
        throw new IntegrityException(
            "digest: %s (expected: %s)".formatted(actual.get(digest.algorithm()), digest));
      }
    }
  }

  private static Digest of(DigestAlgorithm algorithm, MessageDigest digest) {
    return Digest.of(algorithm, digest.digest());
  }

  private static MessageDigest start(DigestAlgorithm algorithm) {
    try {
      return MessageDigest.getInstance(algorithm.jcaName());
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has " + algorithm.jcaName(), e);
    }
  }
}
