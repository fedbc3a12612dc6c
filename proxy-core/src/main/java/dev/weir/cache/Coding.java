package dev.weir.cache;

import java.util.Optional;

/** How a body is coded on the wire (RFC 9110, section 8.4.1), of the codings that Weir makes. */
public enum Coding {
  IDENTITY(Optional.empty()),
  GZIP(Optional.of("gzip")),
  ZSTD(Optional.of("zstd"));

  private final Optional<String> token;

  Coding(Optional<String> token) {
    this.token = token;
  }

  /** What {@code Content-Encoding} says; empty for identity, which is not said. */
  public Optional<String> token() {
    return token;
  }

  /**
   * Names a representation: {@code rendering} with this coding, as {@code gzip:FULL}. The coding
   * comes first, since a rendering may end in any text: a version may be {@code 1.0.0+gzip}.
   */
  public String of(String rendering) {
    return token.map(name -> name + ':' + rendering).orElse(rendering);
  }
}
