package dev.weir.cache;

import java.util.Optional;

/**
 * What a body is, for the head of its reply.
 *
 * @param etag strong, with its quotes
 * @param lastModified an HTTP date
 * @param contentCoding {@code gzip}, or empty for identity
 * @param identityLength the length without the coding, in bytes
 */
public record Entity(
    String contentType,
    Optional<String> contentCoding,
    String etag,
    Optional<String> lastModified,
    long identityLength) {}
