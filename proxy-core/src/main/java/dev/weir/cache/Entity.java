package dev.weir.cache;

import java.util.Optional;

/**
 * What a body is, for the head of its reply.
 *
 * @param etag strong, with its quotes
 * @param lastModified an HTTP date
 * @param identityLength the length without the coding, in bytes
 */
public record Entity(
    String contentType,
    Coding coding,
    String etag,
    Optional<String> lastModified,
    long identityLength) {}
