package dev.weir.testing.server;

/** How the client is to learn where a body ends. */
enum Framing {
  LENGTH,
  /** {@code Transfer-Encoding: chunked}; to an HTTP/1.0 client the same as {@link #CLOSE}. */
  CHUNKED,
  /** By the end of the connection. */
  CLOSE
}
