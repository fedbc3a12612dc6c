package dev.weir.resolve;

import java.util.Optional;

/**
 * A part of the list of a package's versions.
 *
 * @param defaultVersion the one to show to who asks for none: what the tag {@code latest} names, if
 *     the repository has it, else the one that came last; empty if there is no version
 */
public record PackageVersions(
    Listed<ListedVersion, VersionPlace> part, Optional<String> defaultVersion) {}
