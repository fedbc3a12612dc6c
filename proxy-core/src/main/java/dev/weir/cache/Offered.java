package dev.weir.cache;

import dev.weir.npm.PackageIndex;
import java.util.concurrent.CompletionStage;

/**
 * Whether an evicted tarball could be had again: the last document of its origin still offers it
 * with the same content, and its connection is in use. What could not be had again is never
 * evicted.
 */
@FunctionalInterface
public interface Offered {
  CompletionStage<Boolean> still(AssetKey key, AssetRecord record);

  /** Whether the origin's document offers this file, with the bytes that are stored. */
  static boolean in(PackageIndex document, AssetKey key, AssetRecord record) {
    int version = document.findFile(key.file());
    return version >= 0 && record.fulfils(document.facts(version).integrity());
  }
}
