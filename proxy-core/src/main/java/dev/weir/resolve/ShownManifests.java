package dev.weir.resolve;

import dev.weir.cache.DocumentGoneException;
import dev.weir.cache.Stages;
import dev.weir.npm.IndexedManifest;
import dev.weir.storage.Key;
import dev.weir.storage.RecordPage;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * Reads the manifests of a repository's versions that a packument shows. The texts of the first
 * ones stay in memory, which is all of most packages; those of the others are read again when they
 * are written, one at a time, by the thread that writes. So a packument can be made of any number
 * of long manifests.
 */
final class ShownManifests {
  /** Bytes of texts that stay in memory, for each repository that has the package. */
  static final int HELD = 1 << 20;

  /** More than so many are read in the order of their keys. */
  private static final int FEW = 4;

  private static final int PAGE = 1000;

  private final LocalVersions local;
  private final PackagePath path;
  private final Executor executor;
  private final Map<String, VersionRecord> left;
  private final Map<String, IndexedManifest> found = new HashMap<>();
  private long held;

  private ShownManifests(
      LocalVersions local, PackagePath path, List<VersionRecord> needed, Executor executor) {
    this.local = local;
    this.path = path;
    this.executor = executor;
    this.left =
        needed.stream().collect(Collectors.toMap(VersionRecord::version, Function.identity()));
  }

  /**
   * The manifests, by version; without those that cannot be read.
   *
   * @param needed heads, each of another version
   * @param executor decodes
   */
  static CompletionStage<Map<String, IndexedManifest>> of(
      LocalVersions local, PackagePath path, List<VersionRecord> needed, Executor executor) {
    var shown = new ShownManifests(local, path, needed, executor);
    var most =
        needed.size() > FEW
            ? PageWalk.over(from -> local.manifests().scan(path, from, PAGE), shown::look, executor)
            : CompletableFuture.<Void>completedFuture(null);
    return most.thenCompose(done -> shown.others(List.copyOf(shown.left.values())))
        .thenApply(done -> Map.copyOf(shown.found));
  }

  private CompletionStage<Boolean> look(RecordPage page) {
    for (var entry : page.entries()) {
      var version = left.get(part(entry.key(), 2));
      if (version != null && isOf(version, part(entry.key(), 1))) {
        LocalManifests.decode(entry.record()).ifPresent(manifest -> take(version, manifest));
      }
    }
    return CompletableFuture.completedFuture(!left.isEmpty());
  }

  private static boolean isOf(VersionRecord version, String revision) {
    return version.apart().filter(apart -> apart.revision().equals(revision)).isPresent();
  }

  private static String part(Key key, int fromTheEnd) {
    return key.parts().get(key.parts().size() - fromTheEnd);
  }

  /** Few, or what was changed meanwhile, or is in a record of an older format. */
  private CompletionStage<Void> others(List<VersionRecord> versions) {
    if (versions.isEmpty()) {
      return CompletableFuture.completedFuture(null);
    }
    return local
        .manifest(path, versions.get(0))
        .thenComposeAsync(
            manifest -> {
              manifest.ifPresent(read -> take(versions.get(0), read));
              return others(versions.subList(1, versions.size()));
            },
            executor);
  }

  private void take(VersionRecord version, IndexedManifest manifest) {
    left.remove(version.version());
    held += manifest.length();
    found.put(version.version(), held <= HELD ? manifest : apart(version, manifest));
  }

  private IndexedManifest apart(VersionRecord version, IndexedManifest manifest) {
    var hash = manifest.contentHash();
    return manifest.apart(() -> again(version, hash));
  }

  /**
   * For the CPU pool: waits for the store.
   *
   * @throws DocumentGoneException if it is another one by now: the package is to be looked at anew
   */
  private IndexedManifest again(VersionRecord version, byte[] hash) {
    return Stages.await(local.manifest(path, version))
        .filter(manifest -> Arrays.equals(manifest.contentHash(), hash))
        .orElseThrow(() -> new DocumentGoneException(path.name()));
  }
}
