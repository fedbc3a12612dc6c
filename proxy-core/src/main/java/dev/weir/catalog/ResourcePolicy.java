package dev.weir.catalog;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.random.RandomGenerator;

/**
 * A permission policy of a domain or repository, as it was put.
 *
 * @param document IAM JSON as text, byte for byte what the client sent; 1 to 7,168 characters. This
 *     package does not look into it
 * @param revision names this very put: whoever changes the policy may say which one they saw
 */
public record ResourcePolicy(String document, String revision) {
  public static final int MAX_DOCUMENT = 7168;

  private static final int MAX_REVISION = 50;
  private static final int NONCE_BYTES = 16;

  public ResourcePolicy {
    int length = document.codePointCount(0, document.length());
    if (length < 1 || length > MAX_DOCUMENT) {
      throw new IllegalArgumentException(
          "policy document: %d characters (expected: 1 to %d)".formatted(length, MAX_DOCUMENT));
    }
    if (!revision.matches("\\S{1,%d}".formatted(MAX_REVISION))) {
      throw new IllegalArgumentException(
          "policy revision: %s (expected: 1 to %d characters, no spaces)"
              .formatted(revision, MAX_REVISION));
    }
  }

  /**
   * A policy that is put now. Its revision has the form of AWS's, base64 of 32 bytes, and is drawn
   * anew each time: a policy that was deleted and put again is not the one that somebody saw.
   */
  public static ResourcePolicy fresh(String document, RandomGenerator random) {
    var nonce = new byte[NONCE_BYTES];
    random.nextBytes(nonce);
    var digest = sha256();
    digest.update(nonce);
    var hash = digest.digest(document.getBytes(UTF_8));
    return new ResourcePolicy(document, Base64.getEncoder().encodeToString(hash));
  }

  private static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }
}
