package dev.weir.resolve;

import dev.weir.npm.IndexedManifest;

/** A version that a repository has of its own, with what its manifest says. */
public record OwnVersion(ListedVersion listed, IndexedManifest manifest) {}
