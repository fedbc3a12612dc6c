/**
 * The default store, and the only place that knows RocksDB: a ledger and a cache in one data
 * folder.
 *
 * <p>Starting points: {@link dev.weir.storage.rocksdb.RocksStores#open}; {@code
 * docs/storage-format.md} for what lies on disk. From the outside in: {@code RocksStore} with its
 * blob and record store, {@code StoreCalls} (bounded, on the store's threads), {@code RocksDoor}
 * (nobody is inside while the engine closes), {@code RocksEngine} (the native objects).
 */
@NullMarked
package dev.weir.storage.rocksdb;

import org.jspecify.annotations.NullMarked;
