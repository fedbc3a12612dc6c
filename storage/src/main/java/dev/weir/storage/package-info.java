/**
 * The storage SPI: immutable blobs by content, small records by key; no npm, no HTTP, no Netty but
 * {@code ByteBuf}.
 *
 * <p>Starting points: {@link dev.weir.storage.Store}, which pairs a {@link
 * dev.weir.storage.BlobStore} with a {@link dev.weir.storage.RecordStore}. The contract is
 * executable: {@code BlobStoreContract} and {@code RecordStoreContract} in the test-jar. It asks
 * only for immutable blobs and per-key compare-and-set, which RocksDB, memory and an S3-compatible
 * object store can all keep.
 */
@NullMarked
package dev.weir.storage;

import org.jspecify.annotations.NullMarked;
