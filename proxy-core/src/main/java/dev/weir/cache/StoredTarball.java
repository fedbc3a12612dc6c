package dev.weir.cache;

import dev.weir.storage.BlobReader;

/** A tarball that is in the store, held open. Whoever receives it closes {@code reader}. */
public record StoredTarball(AssetRecord record, BlobReader reader) {}
