package dev.weir.storage.rocksdb;

import java.util.function.LongSupplier;

/**
 * Figures of the threads that call the engine, to be read at any time on any thread.
 *
 * @param name such as {@code weir-storage-read}
 * @param active threads at work now
 * @param queued calls that wait for one
 * @param refused calls refused since the start, because too many waited
 */
public record StoragePool(
    String name, LongSupplier active, LongSupplier queued, LongSupplier refused) {}
