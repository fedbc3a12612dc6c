package dev.weir.cache;

import java.util.concurrent.CompletionStage;

/**
 * Whether an evicted tarball could be had again: the last document of its origin still offers it,
 * and its connection is in use. What could not be had again is never evicted.
 */
@FunctionalInterface
public interface Offered {
  CompletionStage<Boolean> still(AssetKey key);
}
