package dev.weir.resolve;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.weir.cache.AssetHashes;
import dev.weir.cache.CacheListener;
import dev.weir.cache.HashedContent;
import dev.weir.cache.OverloadedException;
import dev.weir.cache.Stages;
import dev.weir.model.PackageName;
import dev.weir.policy.OriginType;
import dev.weir.storage.Store;
import dev.weir.storage.Table;
import dev.weir.storage.memory.MemoryStore;
import io.netty.buffer.Unpooled;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.Duration;
import java.time.InstantSource;
import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

/** Published tarballs live as long as a version names them. */
class PublishedSweepTest {
  private static final PackagePath PKG = new PackagePath(Ledger.DEV, new PackageName("pkg"));

  private final Store ledger = new MemoryStore("ledger", LedgerTables.ALL.toArray(Table[]::new));
  private final LocalVersions local = new LocalVersions(ledger.records());
  private final PublishedBlobs published = new PublishedBlobs(ledger.blobs(), CacheListener.NONE);

  private int sweep(Duration grace) {
    return new PublishedSweep(
            ledger, local, published, grace, CacheListener.NONE, InstantSource.system())
        .sweep();
  }

  private int sweepNow() {
    // Not before the blob's own instant.
    return sweep(Duration.ofMinutes(-1));
  }

  private static String sha512(String content) {
    try {
      return HexFormat.of()
          .formatHex(
              MessageDigest.getInstance("SHA-512")
                  .digest(content.getBytes(StandardCharsets.UTF_8)));
    } catch (java.security.NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }

  private PublishedAsset store(String content) {
    var hashes = new AssetHashes("", "", "");
    var hashed = new HashedContent(content.length(), sha512(content), hashes);
    var writer = Stages.await(published.create());
    Stages.await(writer.write(Unpooled.copiedBuffer(content, StandardCharsets.UTF_8)));
    Stages.await(
        published.commit(
            writer, hashed, Runnable::run, () -> CompletableFuture.completedFuture(null)));
    writer.close();
    return new PublishedAsset(hashed.sha512(), content.length(), hashes, "dev");
  }

  private VersionRecord version(String version, PublishedAsset asset) {
    var manifest = Ledger.record("pkg", version, 1).indexedManifest().orElseThrow();
    var apart = new ApartManifest(Revision.of(manifest), manifest.length());
    return VersionRecord.published(asset, manifest.facts(), apart, 1);
  }

  private boolean isThere(PublishedAsset asset) {
    var reader = Stages.await(ledger.blobs().open(asset.blobId()));
    reader.ifPresent(dev.weir.storage.BlobReader::close);
    return reader.isPresent();
  }

  @Test
  void whatNoVersionNamesGoesAndWhatOneNamesStays() {
    var named = store("named");
    var orphan = store("orphan");
    Stages.await(local.retain(PKG, version("1.0.0", named), OriginType.INTERNAL));

    assertThat(sweepNow()).isEqualTo(1);
    assertThat(isThere(named)).isTrue();
    assertThat(isThere(orphan)).isFalse();
  }

  @Test
  void aYoungOneIsLeftAlone() {
    var orphan = store("orphan");

    assertThat(sweep(Duration.ofHours(1))).isZero();
    assertThat(isThere(orphan)).isTrue();
  }

  @Test
  void whatTwoVersionsNameGoesWithTheSecond() {
    var asset = store("twice");
    Stages.await(local.retain(PKG, version("1.0.0", asset), OriginType.INTERNAL));
    var intents = new Intents(local);
    Stages.await(intents.apply(List.of(Write.version(PKG, version("2.0.0", asset)))));

    Stages.await(intents.apply(Write.without(PKG, List.of(version("1.0.0", asset)))));
    assertThat(sweepNow()).isZero();
    Stages.await(intents.apply(Write.without(PKG, List.of(version("2.0.0", asset)))));
    assertThat(sweepNow()).isEqualTo(1);
    assertThat(isThere(asset)).isFalse();
  }

  @Test
  void whatAnUnfinishedIntentWillNameStays() {
    var asset = store("to be named");
    var key = dev.weir.storage.Key.of("1");
    var intent = new Intents.Intent(1, List.of(Write.version(PKG, version("1.0.0", asset))));
    Stages.await(
        ledger
            .records()
            .put(
                LedgerTables.INTENTS,
                key,
                new dev.weir.cache.JsonRecord<>(Intents.Intent.class).encode(intent),
                dev.weir.storage.Expected.ABSENT));

    assertThat(sweepNow()).isZero();
    Stages.await(new Intents(local).finish());
    assertThat(Stages.await(local.has(PKG.repository(), PKG.name(), "1.0.0"))).isTrue();
    assertThat(isThere(asset)).isTrue();
  }

  /** Else what came before it in the batch would count as being named for ever. */
  @Test
  void ofABatchThatIsRefusedNothingCountsAsNamed() {
    var named = new NamedBlobs();
    assertThat(named.condemn("bb")).isTrue();

    var refused =
        named.whileNaming(
            List.of("aa", "bb"), () -> CompletableFuture.<String>failedFuture(new Error("ran")));

    assertThatThrownBy(() -> Stages.await(refused))
        .hasRootCauseInstanceOf(OverloadedException.class);
    named.begin();
    assertThat(named.condemn("aa")).isTrue();
  }

  @Test
  void whatAStepThatThrewNamedCountsNoMore() {
    var named = new NamedBlobs();

    var broken =
        named.<String>whileNaming(
            List.of("aa"),
            () -> {
              named.begin();
              assertThat(named.condemn("aa")).isFalse();
              named.end();
              throw new IllegalStateException("broken");
            });

    assertThatThrownBy(() -> Stages.await(broken)).hasRootCauseMessage("broken");
    named.begin();
    assertThat(named.condemn("aa")).isTrue();
  }

  @Test
  void whatCameToBeNamedDuringASweepStaysAndWhatIsBeingDeletedCannotBeNamed() {
    var named = new NamedBlobs();
    named.begin();
    named.begun("aa");
    assertThat(named.condemn("aa")).isFalse();
    assertThat(named.condemn("bb")).isTrue();
    assertThatThrownBy(() -> named.begun("bb")).isInstanceOf(OverloadedException.class);
    named.deleted("bb");
    named.begun("bb");
    named.end();

    named.begin();
    assertThat(named.condemn("aa")).as("still being written").isFalse();
    named.end();
    named.written("aa");
    named.begin();
    assertThat(named.condemn("aa")).isTrue();
  }

  @Test
  void aMissingTarballIsToldAsWhatItIs() {
    var asset = new PublishedAsset(sha512("never stored"), 1, new AssetHashes("", "", ""), "dev");
    var path = new VersionPath(PKG.repository(), PKG.name(), "1.0.0");

    assertThatThrownBy(() -> Stages.await(published.open(path, asset)))
        .hasRootCauseInstanceOf(dev.weir.storage.CorruptBlobException.class)
        .hasStackTraceContaining("the published tarball of pkg@1.0.0 in local/dev is damaged");
  }
}
