package dev.weir.resolve;

import dev.weir.cache.SourceInputStream;
import dev.weir.cache.WrittenBytes;
import dev.weir.storage.BlobWriter;
import java.io.InputStream;
import java.util.concurrent.Semaphore;

/**
 * A tarball that was written to the store and is not committed yet, to be read.
 *
 * @param permits what its readers stand in line for
 */
record WrittenTarball(BlobWriter writer, Semaphore permits) {
  /** All of it, in slices; for a thread that may wait, which closes it. */
  InputStream open() {
    return new SlicedInput(new SourceInputStream(new WrittenBytes(writer)), permits);
  }
}
