package dev.weir.npm;

import dev.weir.model.Integrity;
import dev.weir.model.PackageName;
import dev.weir.storage.Digest;
import dev.weir.storage.DigestAlgorithm;
import java.util.List;
import java.util.Optional;

/**
 * What we found out of a published tarball ourselves, whatever its manifest says.
 *
 * @param sha512 of the tarball
 * @param sha1 of the tarball
 * @param files in it
 * @param unpackedSize of these, in bytes
 * @param predicateType what kind of attestation came with it, if one did
 */
public record PublishedDist(
    Digest sha512, Digest sha1, int files, long unpackedSize, Optional<String> predicateType) {
  /** Stands for the URL that a client knows us by, which is put there as the manifest is sent. */
  private static final String BASE = "http://weir.invalid/";

  public PublishedDist {
    expect(DigestAlgorithm.SHA512, sha512);
    expect(DigestAlgorithm.SHA1, sha1);
  }

  /** As the member {@code dist} of a manifest. */
  String json(PackageName name, String version) {
    return "{\"integrity\":%s,\"shasum\":%s,\"tarball\":%s,\"fileCount\":%d,\"unpackedSize\":%d%s}"
        .formatted(
            JsonText.string(new Integrity(List.of(sha512)).sri()),
            JsonText.string(sha1.hex()),
            JsonText.string(BASE + name + "/-/" + TarballUrl.usualFile(name, version)),
            files,
            unpackedSize,
            predicateType.map(type -> attestations(name, version, type)).orElse(""));
  }

  private static String attestations(PackageName name, String version, String predicateType) {
    return ",\"attestations\":{\"url\":%s,\"provenance\":{\"predicateType\":%s}}"
        .formatted(
            JsonText.string(BASE + "-/npm/v1/attestations/" + name + "@" + version),
            JsonText.string(predicateType));
  }

  private static void expect(DigestAlgorithm algorithm, Digest digest) {
    if (digest.algorithm() != algorithm) {
      throw new IllegalArgumentException(
          "digest: %s (expected: of %s)".formatted(digest, algorithm));
    }
  }
}
