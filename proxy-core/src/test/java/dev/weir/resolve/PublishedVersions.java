package dev.weir.resolve;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.weir.cache.AssetHashes;
import dev.weir.cache.Stages;
import dev.weir.model.PackageName;
import dev.weir.model.RepositoryId;
import dev.weir.npm.IndexedManifest;
import dev.weir.npm.MalformedPackumentException;
import dev.weir.policy.OriginType;
import dev.weir.storage.DigestAlgorithm;
import dev.weir.storage.ExpectedContent;
import dev.weir.storage.RecordStore;
import dev.weir.storage.Store;
import io.netty.buffer.Unpooled;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Puts versions into a ledger as a publish does, with their bytes and tags. */
public final class PublishedVersions {
  private PublishedVersions() {}

  /** As if {@code version}, whose tarball is {@code bytes}, had been published just now. */
  public static void publish(
      Store ledger,
      RepositoryId repository,
      String name,
      String version,
      byte[] bytes,
      String... tags) {
    var writer = Stages.await(ledger.blobs().create(Set.of(DigestAlgorithm.SHA512)));
    try (writer) {
      Stages.await(writer.write(Unpooled.copiedBuffer(bytes)));
      Stages.await(writer.commit(ExpectedContent.ANY));
    }
    publish(ledger.records(), repository, name, version, bytes, tags);
  }

  static void publish(
      RecordStore ledger,
      RepositoryId repository,
      String name,
      String version,
      byte[] bytes,
      String... tags) {
    var path = new PackagePath(repository, new PackageName(name));
    var local = new LocalVersions(ledger);
    var record = record(repository, name, version, bytes);
    var apart = Stages.await(local.apart(path, record));
    Stages.await(new Intents(new LocalVersions(ledger)).apply(List.of(Write.version(path, apart))));
    Stages.await(
        local.change(
            path,
            found -> {
              var known =
                  found
                      .map(before -> before.having(OriginType.INTERNAL))
                      .orElseGet(() -> PackageRecord.first(OriginType.INTERNAL, 1_000));
              var all = new LinkedHashMap<>(known.headOrEmpty().tags());
              for (var tag : tags) {
                all.put(tag, version);
              }
              return known.with(known.headOrEmpty().published(all, Optional.empty()));
            }));
  }

  /** A version whose tarball is {@code bytes}. */
  static VersionRecord record(RepositoryId repository, String name, String version, byte[] bytes) {
    var sha512 = digest("SHA-512", bytes);
    var file = name.substring(name.indexOf('/') + 1) + "-" + version + ".tgz";
    var json =
        """
        {"name":"%s","version":"%s","dist":{"integrity":"sha512-%s",\
        "tarball":"https://registry.example/%1$s/-/%s"}}"""
            .formatted(name, version, Base64.getEncoder().encodeToString(sha512), file);
    var asset =
        new PublishedAsset(
            HexFormat.of().formatHex(sha512),
            bytes.length,
            new AssetHashes(hex("MD5", bytes), hex("SHA-1", bytes), hex("SHA-256", bytes)),
            repository.repository().value());
    try {
      var manifest =
          IndexedManifest.parse(json.getBytes(UTF_8), Optional.of("2026-01-01T00:00:00.000Z"));
      var apart = new ApartManifest(Revision.of(manifest), manifest.length());
      return VersionRecord.published(asset, manifest.facts(), apart, 1_000).within(manifest);
    } catch (MalformedPackumentException e) {
      throw new IllegalArgumentException(json, e);
    }
  }

  private static String hex(String algorithm, byte[] bytes) {
    return HexFormat.of().formatHex(digest(algorithm, bytes));
  }

  private static byte[] digest(String algorithm, byte[] bytes) {
    try {
      return MessageDigest.getInstance(algorithm).digest(bytes);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }
}
