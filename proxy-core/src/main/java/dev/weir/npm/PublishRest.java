package dev.weir.npm;

import java.util.Optional;

/** What is left of a publish document whose tarball was taken out. Immutable. */
public final class PublishRest {
  /**
   * The attachment that was taken out.
   *
   * @param name as the document has it, unchecked
   * @param length of its content, in bytes
   * @param from where it was in the rest
   * @param encoded how many bytes of the document it took
   */
  record Decoded(String name, long length, int from, long encoded) {}

  private final byte[] json;
  private final Optional<Decoded> decoded;

  PublishRest(byte[] json, Optional<Decoded> decoded) {
    this.json = json;
    this.decoded = decoded;
  }

  /** The document with an empty string for the tarball. A fresh copy. */
  public byte[] json() {
    return json.clone();
  }

  /** The name of the attachment that was taken out, as the document has it. */
  public Optional<String> tarballName() {
    return decoded.map(Decoded::name);
  }

  /** How many bytes were taken out, decoded; 0 if there was no tarball. */
  public long tarballLength() {
    return decoded.map(Decoded::length).orElse(0L);
  }

  /** Not a copy: for those here, who only read it. */
  byte[] sharedJson() {
    return json;
  }

  Optional<Decoded> decoded() {
    return decoded;
  }

  /** Where in the document a byte of the rest was. */
  long place(long inRest) {
    return decoded
        .filter(tarball -> tarball.from() <= inRest)
        .map(tarball -> inRest + tarball.encoded())
        .orElse(inRest);
  }
}
