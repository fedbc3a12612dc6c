package dev.weir.npm;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Where a packument's versions come from; a list of them is a search order, nearest first. */
public sealed interface PackumentSource {
  /** What copies of its versions call it; several parts of a repository have one name. */
  String name();

  Map<String, String> distTags();

  /** A document that an external connection offers. */
  record Document(String name, PackageIndex index) implements PackumentSource {
    /** One of which no other source has copies. */
    public Document(PackageIndex index) {
      this("", index);
    }

    @Override
    public Map<String, String> distTags() {
      return index.distTags();
    }
  }

  /**
   * Versions that a repository holds itself.
   *
   * @param tellers names of sources that these are copies of, the best first: where one of them has
   *     a version in the same content, what it says of it is shown, since it knows better (it may
   *     be deprecated by now). Empty for what was published there
   */
  record Versions(
      String name,
      List<IndexedManifest> versions,
      Map<String, String> distTags,
      List<String> tellers)
      implements PackumentSource {
    public Versions {
      versions = List.copyOf(versions);
      distTags = Collections.unmodifiableMap(new LinkedHashMap<>(distTags));
      tellers = List.copyOf(tellers);
    }

    /** Versions that were published, of which no other source has copies. */
    public Versions(List<IndexedManifest> versions, Map<String, String> distTags) {
      this("", versions, distTags, List.of());
    }
  }
}
