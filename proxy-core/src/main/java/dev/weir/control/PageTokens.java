package dev.weir.control;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.Base64;
import java.util.Optional;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * Makes and reads {@code nextToken}s. A token is the key of the last element that was shown, with a
 * seal over it and over the question: so a listing goes on behind that element whatever was added
 * or removed meanwhile, the token lasts over restarts, and one that was made up, changed, or made
 * for another question is told from ours.
 *
 * <p>On the wire: base64url of a format byte, 16 bytes of HMAC-SHA256, and the key in UTF-8.
 */
public final class PageTokens {
  private static final String HMAC = "HmacSHA256";
  private static final byte FORMAT = 1;
  private static final int SEAL = 16;

  private final SecretKeySpec secret;

  /** {@code secret} is this data folder's own, for this purpose only. */
  public PageTokens(byte[] secret) {
    this.secret = new SecretKeySpec(secret, HMAC);
  }

  /** The token with which {@code question} goes on behind {@code last}. */
  String after(String last, String question) {
    var key = last.getBytes(StandardCharsets.UTF_8);
    var token = new byte[1 + SEAL + key.length];
    token[0] = FORMAT;
    System.arraycopy(seal(question, key), 0, token, 1, SEAL);
    System.arraycopy(key, 0, token, 1 + SEAL, key.length);
    return encoded(token);
  }

  /** The key in {@code token}, if that is one of ours for {@code question}. */
  Optional<String> last(String token, String question) {
    byte[] bytes;
    try {
      bytes = Base64.getUrlDecoder().decode(token);
    } catch (IllegalArgumentException notBase64) {
      return Optional.empty();
    }
    // The decoder takes several spellings of the same bytes, of which one is ours.
    if (bytes.length < 1 + SEAL || bytes[0] != FORMAT || !encoded(bytes).equals(token)) {
      return Optional.empty();
    }
    var key = Arrays.copyOfRange(bytes, 1 + SEAL, bytes.length);
    var seal = Arrays.copyOfRange(bytes, 1, 1 + SEAL);
    return MessageDigest.isEqual(seal, seal(question, key))
        ? Optional.of(new String(key, StandardCharsets.UTF_8))
        : Optional.empty();
  }

  private static String encoded(byte[] token) {
    return Base64.getUrlEncoder().withoutPadding().encodeToString(token);
  }

  private byte[] seal(String question, byte[] key) {
    try {
      var mac = Mac.getInstance(HMAC);
      mac.init(secret);
      mac.update(FORMAT);
      mac.update(question.getBytes(StandardCharsets.UTF_8));
      mac.update((byte) 0);
      return Arrays.copyOf(mac.doFinal(key), SEAL);
    } catch (GeneralSecurityException everyJdkHasIt) {
      throw new IllegalStateException(everyJdkHasIt);
    }
  }
}
