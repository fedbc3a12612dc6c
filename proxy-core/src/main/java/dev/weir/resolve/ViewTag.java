package dev.weir.resolve;

import dev.weir.npm.OwnPart;
import dev.weir.npm.PackumentSource;
import dev.weir.npm.Tellers;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.Base64;

/**
 * Computes ETags. A fetch time is no part of them, nor that a version is retained which the origin
 * offers anyway: neither changes a byte.
 */
final class ViewTag {
  /** To be raised whenever the same sources give other bytes than before. */
  private static final String RENDERER = "weir-2";

  private static final int BYTES = 18;

  private ViewTag() {}

  static String of(PackumentView view, String representation, String base) {
    var hash = sha256();
    add(hash, RENDERER);
    add(hash, representation);
    add(hash, base);
    addOwn(hash, view.own());
    var tellers = new Tellers(view.sources());
    for (int i = 0; i < view.sources().size(); i++) {
      var source = view.sources().get(i);
      if (source instanceof PackumentSource.Versions versions) {
        addVersions(hash, versions, i, tellers);
      }
      view.documents().get(i).ifPresent(document -> add(hash, document.contentHash()));
    }
    var tag = Base64.getUrlEncoder().withoutPadding();
    return '"' + tag.encodeToString(Arrays.copyOf(hash.digest(), BYTES)) + '"';
  }

  /** Nothing for most packages, whose tags thereby stay what they were. */
  private static void addOwn(MessageDigest hash, OwnPart own) {
    own.hidden().stream().sorted().forEach(version -> add(hash, "hidden " + version));
    own.tops().values().forEach(top -> add(hash, "top " + top.revision() + " " + top.json()));
  }

  private static void addVersions(
      MessageDigest hash, PackumentSource.Versions versions, int s, Tellers tellers) {
    versions.distTags().forEach((tag, version) -> add(hash, "tag " + tag + " " + version));
    for (int i = 0; i < versions.versions().size(); i++) {
      var manifest = versions.versions().get(i);
      if (tellers.of(s, i) == s) {
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
