package dev.weir.storage.rocksdb;

import io.netty.buffer.ByteBufAllocator;
import java.time.InstantSource;

/** What the two stores of a data folder have in common. */
record Shared(
    StorageThreads threads, DiskRoom room, ByteBufAllocator allocator, InstantSource clock) {}
