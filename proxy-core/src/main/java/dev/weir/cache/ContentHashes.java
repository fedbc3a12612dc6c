package dev.weir.cache;

import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;

/** Hashes bytes as they come, in every way that the control API shows. One thread at a time. */
public final class ContentHashes {
  private final MessageDigest md5 = digest("MD5");
  private final MessageDigest sha1 = digest("SHA-1");
  private final MessageDigest sha256 = digest("SHA-256");
  private final MessageDigest sha512 = digest("SHA-512");
  private long length;

  /** Takes the next bytes. */
  public void update(byte[] bytes, int offset, int count) {
    for (var digest : List.of(md5, sha1, sha256, sha512)) {
      digest.update(bytes, offset, count);
    }
    length += count;
  }

  /** Takes the next bytes, which stay unread. */
  void update(ByteBuffer bytes) {
    for (var digest : List.of(md5, sha1, sha256, sha512)) {
      digest.update(bytes.duplicate());
    }
    length += bytes.remaining();
  }

  /** What the bytes were; to be called once, after the last of them. */
  public HashedContent finish() {
    return new HashedContent(
        length, hex(sha512), new AssetHashes(hex(md5), hex(sha1), hex(sha256)));
  }

  private static String hex(MessageDigest digest) {
    return HexFormat.of().formatHex(digest.digest());
  }

  private static MessageDigest digest(String algorithm) {
    try {
      return MessageDigest.getInstance(algorithm);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has " + algorithm, e);
    }
  }
}
