package dev.weir.cache;

import dev.weir.io.ByteSource;
import java.io.ByteArrayOutputStream;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/** Frames that stay on the heap, since the disk has no room: a document passes through uncached. */
final class HeapTarget implements DocumentSpool.SpoolTarget {
  private final ByteArrayOutputStream frames = new ByteArrayOutputStream();

  @Override
  public CompletionStage<Void> write(byte[] frame) {
    frames.writeBytes(frame);
    return CompletableFuture.completedFuture(null);
  }

  @Override
  public ByteSource source() {
    return heapSource();
  }

  HeapSource heapSource() {
    return new HeapSource(frames.toByteArray());
  }

  @Override
  public void close() {}
}
