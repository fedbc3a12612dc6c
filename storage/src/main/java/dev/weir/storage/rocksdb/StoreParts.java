package dev.weir.storage.rocksdb;

/** What one store's blobs and records have in common. */
record StoreParts(
    Shared shared, StoreCalls calls, RocksDoor door, DiskUse diskUse, Sequence sequence) {}
