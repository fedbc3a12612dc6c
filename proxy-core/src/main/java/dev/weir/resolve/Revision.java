package dev.weir.resolve;

import dev.weir.model.Integrity;
import dev.weir.npm.IndexedManifest;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;

/**
 * A version's revision as AWS's look: 32 bytes in base64. It is a hash of the version, of what its
 * tarball must be and of its manifest, so equal ones have one revision in all repositories.
 */
final class Revision {
  private Revision() {}

  static String of(IndexedManifest manifest) {
    var facts = manifest.facts();
    var hash = sha256();
    hash.update(facts.version().getBytes(StandardCharsets.UTF_8));
    hash.update((byte) 0);
    hash.update(facts.integrity().map(Integrity::sri).orElse("").getBytes(StandardCharsets.UTF_8));
    hash.update((byte) 0);
    hash.update(manifest.json());
    return Base64.getEncoder().encodeToString(hash.digest());
  }

  private static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }
}
