package dev.weir.resolve;

import dev.weir.npm.OwnPart;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;

/**
 * What one repository has of a package.
 *
 * @param record empty if it never had anything of it
 * @param versions all, or those that were asked for; heads, without their manifests
 */
record LocalPackage(
    PackagePath path, Optional<PackageRecord> record, List<VersionRecord> versions) {
  private static final int REVISION_BYTES = 16;

  LocalPackage {
    versions = List.copyOf(versions);
  }

  PackageHead head() {
    return record.map(PackageRecord::headOrEmpty).orElse(PackageHead.EMPTY);
  }

  /** What clients see as {@code _rev}; another one after each change. */
  String revision() {
    return record.map(r -> revision(path, r)).orElse("0-0");
  }

  static String revision(PackagePath path, PackageRecord record) {
    long changes = record.headOrEmpty().changes();
    var text = path.repository() + " " + path.name() + " " + record.since() + " " + changes;
    var hash = sha256().digest(text.getBytes(StandardCharsets.UTF_8));
    return changes + "-" + HexFormat.of().formatHex(Arrays.copyOf(hash, REVISION_BYTES));
  }

  /** The package's own members, if there was a publish. */
  Optional<OwnPart.Top> top() {
    return record
        .flatMap(PackageRecord::head)
        .map(head -> new OwnPart.Top(revision(), head.top().orElse(OwnPart.Top.EMPTY)));
  }

  private static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException everyJdkHasIt) {
      throw new IllegalStateException(everyJdkHasIt);
    }
  }
}
