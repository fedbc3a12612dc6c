package dev.weir.storage;

import dev.weir.io.ByteSource;

/**
 * A blob held open; deleting the blob doesn't disturb it. A read whose bytes fail their checksum
 * fails with {@link CorruptBlobException}.
 */
public interface BlobReader extends ByteSource {
  BlobId id();
}
