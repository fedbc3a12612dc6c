package dev.weir.resolve;

/**
 * A version that a repository has of its own.
 *
 * @param status CodeArtifact's package version status
 * @param publishedAt when the repository got it, epoch milliseconds
 * @param revision changes whenever the version does
 */
public record ListedVersion(
    String version, String status, VersionOrigin origin, long publishedAt, String revision) {}
