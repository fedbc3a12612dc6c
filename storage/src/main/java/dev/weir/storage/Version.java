package dev.weir.storage;

/** Names one value that a key had; a later put gives another. Opaque but for equality. */
public record Version(long value) {}
