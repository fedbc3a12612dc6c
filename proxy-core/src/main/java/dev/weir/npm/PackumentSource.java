package dev.weir.npm;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Where a packument's versions come from; a list of them is a search order, nearest first. */
public sealed interface PackumentSource {
  Map<String, String> distTags();

  /** A document that an external connection offers. */
  record Document(PackageIndex index) implements PackumentSource {
    @Override
    public Map<String, String> distTags() {
      return index.distTags();
    }
  }

  /**
   * Versions that a repository holds itself.
   *
   * @param retained they were kept when their tarballs were fetched: each counts only where no
   *     document of the search order has that version, since the document knows better (it may be
   *     deprecated by now). Published versions (false) win by the search order.
   */
  record Versions(List<IndexedManifest> versions, Map<String, String> distTags, boolean retained)
      implements PackumentSource {
    public Versions {
      versions = List.copyOf(versions);
      distTags = Collections.unmodifiableMap(new LinkedHashMap<>(distTags));
    }
  }
}
