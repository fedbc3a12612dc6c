package dev.weir.resolve;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.concurrent.Semaphore;

/**
 * A stream whose reader holds one of a few permits, and stands in line for it again after each
 * slice if others wait: so one that reads for long delays nobody by more than a slice. Blocks; for
 * one thread, which closes it.
 */
final class SlicedInput extends FilterInputStream {
  /** Bytes between two looks; of what is compressed they may be eight megabytes. */
  private static final int SLICE = 8 << 10;

  private final Semaphore permits;
  private boolean open = true;

  /**
   * Waits for its first permit.
   *
   * @param in closed with this
   * @param permits fair
   */
  SlicedInput(InputStream in, Semaphore permits) {
    super(in);
    this.permits = permits;
    permits.acquireUninterruptibly();
  }

  @Override
  public int read() throws IOException {
    letOthers();
    return super.read();
  }

  @Override
  public int read(byte[] into, int from, int length) throws IOException {
    letOthers();
    return super.read(into, from, Math.min(length, SLICE));
  }

  @Override
  public void close() throws IOException {
    if (open) {
      open = false;
      permits.release();
      super.close();
    }
  }

  private void letOthers() {
    if (open && permits.hasQueuedThreads()) {
      permits.release();
      permits.acquireUninterruptibly();
    }
  }
}
