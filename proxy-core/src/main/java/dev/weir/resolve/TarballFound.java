package dev.weir.resolve;

import dev.weir.cache.AssetKey;
import dev.weir.cache.CacheStatus;
import dev.weir.cache.StoredTarball;
import dev.weir.io.ByteSource;
import dev.weir.npm.VersionFacts;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;

/** A tarball, wherever its bytes are. Whoever receives it closes what is open in it. */
public sealed interface TarballFound {
  /** What is known of the version. */
  VersionFacts facts();

  CacheStatus status();

  /**
   * In the store.
   *
   * @param key of the tarball in the cache; empty for one that was published here
   * @param stamp of the repository addressed, as it was when this was found
   * @param era of the package, by its cache, before it was looked for
   * @param retained completes when the repository has the version of its own
   */
  record Stored(
      Optional<AssetKey> key,
      VersionFacts facts,
      StoredTarball tarball,
      long stamp,
      long era,
      CompletionStage<Void> retained)
      implements TarballFound {
    @Override
    public CacheStatus status() {
      return CacheStatus.HIT;
    }
  }

  /**
   * On its way.
   *
   * @param joined if another client started it
   * @param status a miss, or a bypass if it is not going to be stored
   */
  record Flying(VersionFacts facts, ByteSource reader, boolean joined, CacheStatus status)
      implements TarballFound {}

  /** Known and not here, and no bytes were asked for. */
  record Described(VersionFacts facts) implements TarballFound {
    @Override
    public CacheStatus status() {
      return CacheStatus.MISS;
    }
  }

  default <T> T match(
      Function<Stored, T> stored, Function<Flying, T> flying, Function<Described, T> described) {
    if (this instanceof Stored s) {
      return stored.apply(s);
    } else if (this instanceof Flying f) {
      return flying.apply(f);
    }
    return described.apply((Described) this);
  }
}
