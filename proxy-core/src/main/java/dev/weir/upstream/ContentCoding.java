package dev.weir.upstream;

import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** The content codings that Weir undoes (RFC 9110, section 8.4.1; zstd: RFC 8878). */
enum ContentCoding {
  IDENTITY,
  GZIP,
  DEFLATE,
  ZSTD;

  /** What the lines of {@code Content-Encoding} say; empty if it is unknown, or several at once. */
  static Optional<ContentCoding> of(List<String> lines) {
    return switch (String.join(",", lines).strip().toLowerCase(Locale.ROOT)) {
      case "", "identity" -> Optional.of(IDENTITY);
      case "gzip", "x-gzip" -> Optional.of(GZIP);
      case "deflate" -> Optional.of(DEFLATE);
      case "zstd" -> Optional.of(ZSTD);
      default -> Optional.empty();
    };
  }

  /** A decoder for one body of a real coding. */
  BodyDecoder decoder() {
    return switch (this) {
      case GZIP -> new GzipDecoder();
      case DEFLATE -> new DeflateDecoder();
      case ZSTD -> new ZstdDecoder();
      case IDENTITY -> throw new IllegalStateException("identity has no decoder");
    };
  }
}
