package dev.weir.resolve;

import dev.weir.npm.IndexedManifest;
import dev.weir.npm.OwnPart;
import dev.weir.npm.PackageIndex;
import dev.weir.npm.PackumentSource;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;

/**
 * Computes ETags. A fetch time is no part of them, nor that a version is retained which the origin
 * offers anyway: neither changes a byte.
 */
final class ViewTag {
  /** To be raised whenever the same sources give other bytes than before. */
  private static final String RENDERER = "weir-1";

  private static final int BYTES = 18;

  private ViewTag() {}

  static String of(PackumentView view, String representation, String base) {
    var hash = sha256();
    add(hash, RENDERER);
    add(hash, representation);
    add(hash, base);
    addOwn(hash, view.own());
    var indexes = indexes(view);
    for (int i = 0; i < view.sources().size(); i++) {
      var source = view.sources().get(i);
      if (source instanceof PackumentSource.Versions versions) {
        addVersions(hash, versions, indexes);
      }
      view.documents().get(i).ifPresent(document -> add(hash, document.contentHash()));
    }
    var tag = Base64.getUrlEncoder().withoutPadding();
    return '"' + tag.encodeToString(Arrays.copyOf(hash.digest(), BYTES)) + '"';
  }

  /** Nothing for most packages, whose tags thereby stay what they were. */
  private static void addOwn(MessageDigest hash, OwnPart own) {
    own.hidden().stream().sorted().forEach(version -> add(hash, "hidden " + version));
    own.top().ifPresent(top -> add(hash, "top " + top.revision() + " " + top.json()));
  }

  private static List<PackageIndex> indexes(PackumentView view) {
    var indexes = new ArrayList<PackageIndex>();
    view.documents().forEach(document -> document.ifPresent(d -> indexes.add(d.index())));
    return indexes;
  }

  private static void addVersions(
      MessageDigest hash, PackumentSource.Versions versions, List<PackageIndex> indexes) {
    versions.distTags().forEach((tag, version) -> add(hash, "tag " + tag + " " + version));
    for (IndexedManifest manifest : versions.versions()) {
      boolean offered =
          versions.retained()
              && indexes.stream().anyMatch(i -> i.find(manifest.facts().version()) >= 0);
      if (!offered) {
        add(hash, manifest.facts().version());
        hash.update(manifest.contentHash());
      }
    }
  }

  private static void add(MessageDigest hash, String part) {
    hash.update(part.getBytes(StandardCharsets.UTF_8));
    hash.update((byte) 0);
  }

  private static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException everyJdkHasIt) {
      throw new IllegalStateException(everyJdkHasIt);
    }
  }
}
