package dev.weir.npm;

import java.io.IOException;

/**
 * Random access to a stored document, decoded. Calls come mostly in ascending order, so that an
 * implementation that inflates frames does well to keep the last one.
 */
@FunctionalInterface
public interface DocumentReader {
  /** Writes exactly the bytes {@code from} (inclusive) to {@code to} (exclusive). */
  void copy(long from, long to, ByteSink sink) throws IOException;
}
