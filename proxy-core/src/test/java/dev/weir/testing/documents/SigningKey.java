package dev.weir.testing.documents;

import java.security.KeyPairGenerator;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A registry's public key, as npm's keys endpoint shows it. The signatures in made-up packuments
 * name it, but are not made with it.
 */
public final class SigningKey {
  /** What {@code dist.signatures} names. */
  public static final String ID = "SHA256:fixture";

  private static final String PUBLIC = publicKey();

  private SigningKey() {}

  /** The document with one key of this id. */
  public static Map<String, Object> document(String id) {
    var key = new LinkedHashMap<String, Object>();
    key.put("expires", null);
    key.put("keyid", id);
    key.put("keytype", "ecdsa-sha2-nistp256");
    key.put("scheme", "ecdsa-sha2-nistp256");
    key.put("key", PUBLIC);
    return Map.of("keys", List.of(key));
  }

  private static String publicKey() {
    try {
      var generator = KeyPairGenerator.getInstance("EC");
      generator.initialize(256);
      var key = generator.generateKeyPair().getPublic();
      return Base64.getEncoder().encodeToString(key.getEncoded());
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }
}
