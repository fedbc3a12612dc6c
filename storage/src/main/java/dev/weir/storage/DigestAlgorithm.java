package dev.weir.storage;

/** The hashes that content can be checked against, weakest first. */
public enum DigestAlgorithm {
  SHA1("SHA-1", 20),
  SHA256("SHA-256", 32),
  SHA384("SHA-384", 48),
  SHA512("SHA-512", 64);

  private final String jcaName;
  private final int length;

  DigestAlgorithm(String jcaName, int length) {
    this.jcaName = jcaName;
    this.length = length;
  }

  /** The name that {@link java.security.MessageDigest} knows it by. */
  public String jcaName() {
    return jcaName;
  }

  /** The hash's length in bytes. */
  public int length() {
    return length;
  }
}
