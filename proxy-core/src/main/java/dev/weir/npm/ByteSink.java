package dev.weir.npm;

import java.io.IOException;

/** Takes bytes in order. */
@FunctionalInterface
public interface ByteSink {
  /** Takes a copy of what it wants to keep: {@code bytes} is reused after the call. */
  void write(byte[] bytes, int offset, int length) throws IOException;
}
