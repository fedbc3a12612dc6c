package dev.weir.resolve;

import dev.weir.policy.OriginRestrictions;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What was done to a package in a repository, beside its versions.
 *
 * @param changes counts up with every change of the package that its clients can see
 * @param set origin controls that were set
 * @param tags dist-tags: tag to version. One whose version is not there counts for nothing
 * @param top the package's own members of the full packument, such as its readme: a JSON object, of
 *     the version published last as {@code latest}
 */
public record PackageHead(
    long changes,
    Optional<OriginRestrictions> set,
    Map<String, String> tags,
    Optional<String> top) {
  static final PackageHead EMPTY = new PackageHead(0, Optional.empty(), Map.of(), Optional.empty());

  public PackageHead {
    tags = copy(tags);
  }

  private static Map<String, String> copy(@Nullable Map<String, String> tags) {
    return tags == null ? Map.of() : Collections.unmodifiableMap(new LinkedHashMap<>(tags));
  }

  PackageHead restricted(OriginRestrictions restrictions) {
    return new PackageHead(changes + 1, Optional.of(restrictions), tags, top);
  }

  PackageHead tagged(Map<String, String> now) {
    return new PackageHead(changes + 1, set, now, top);
  }

  PackageHead published(Map<String, String> now, Optional<String> nowTop) {
    return new PackageHead(changes + 1, set, now, nowTop);
  }

  /** After something of its versions has changed. */
  PackageHead changed() {
    return new PackageHead(changes + 1, set, tags, top);
  }
}
