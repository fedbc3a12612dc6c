package dev.weir.testing.documents;

import java.util.HexFormat;

/**
 * Bytes as they go over the wire, with their strong ETag: it differs between the forms and between
 * the codings of one document, as RFC 9110 (8.8.3) wants it.
 */
// Never compared, and copying the bytes for each answer would be most of the work.
@SuppressWarnings("ArrayRecordComponent")
public record Representation(byte[] bytes, String etag) {
  static Representation of(byte[] bytes) {
    var digest = HexFormat.of().formatHex(Tarball.digest("SHA-256", bytes), 0, 16);
    return new Representation(bytes, '"' + digest + '"');
  }
}
