package dev.weir.storage;

/** A record's value and the version to compare against. The array is not to be changed. */
@SuppressWarnings("ArrayRecordComponent") // compared by version, never by content
public record Versioned(Version version, byte[] value) {}
