package dev.weir.upstream;

import io.netty.buffer.ByteBuf;

/** Undoes a content coding piece by piece. One thread at a time; holds native memory. */
interface BodyDecoder extends AutoCloseable {
  /**
   * Moves bytes from {@code coded}, decoded, to {@code decoded}, until the one is used up or the
   * other is full. If it is full there may be more to come, even with nothing left to read.
   * Releases neither.
   *
   * @throws CodingException if the bytes are not of this coding
   */
  void decode(ByteBuf coded, ByteBuf decoded) throws CodingException;

  /** Whether the coded bytes may end here: they did begin, and nothing is unfinished. */
  boolean mayEnd();

  @Override
  void close();

  /** Coded bytes are broken. Stackless: origins do that. */
  final class CodingException extends Exception {
    CodingException(String message) {
      super(message, null, false, false);
    }
  }
}
