package dev.weir.npm;

import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** Dist-tags over a search order. */
public final class DistTags {
  private static final String LATEST = "latest";

  private DistTags() {}

  /**
   * The tags that a client sees. Where several sources have a tag, the farthest upstream's value
   * wins, as CodeArtifact has it; a value whose version cannot be seen counts for nothing.
   *
   * <p>{@code latest} always exists if any version does, since Yarn, pnpm and Bun fail without: if
   * it was taken away with its version, it is the highest release below; else the highest release,
   * else the highest prerelease, else the last version.
   *
   * @param searchOrder the tags of each source, nearest first
   * @param versions all versions that can be seen
   * @param visible whether a version is among them, perhaps quicker than by looking
   */
  public static Map<String, String> merge(
      List<Map<String, String>> searchOrder, List<String> versions, Predicate<String> visible) {
    var merged = new LinkedHashMap<String, String>();
    for (var tags : searchOrder) {
      for (var tag : tags.entrySet()) {
        if (visible.test(tag.getValue())) {
          merged.put(tag.getKey(), tag.getValue());
        }
      }
    }
    if (!merged.containsKey(LATEST) && !versions.isEmpty()) {
      merged.put(LATEST, latest(versions, hiddenLatest(searchOrder)));
    }
    return Collections.unmodifiableMap(merged);
  }

  private static @Nullable SemVer hiddenLatest(List<Map<String, String>> searchOrder) {
    for (int i = searchOrder.size() - 1; i >= 0; i--) {
      var latest = searchOrder.get(i).get(LATEST);
      if (latest != null) {
        return SemVer.parse(latest).orElse(null);
      }
    }
    return null;
  }

  private static String latest(List<String> versions, @Nullable SemVer hidden) {
    var known = new ArrayList<Candidate>();
    for (var version : versions) {
      SemVer.parse(version).ifPresent(semVer -> known.add(new Candidate(version, semVer)));
    }
    return highest(known, c -> hidden != null && c.isRelease() && c.semVer.compareTo(hidden) <= 0)
        .or(() -> highest(known, Candidate::isRelease))
        .or(() -> highest(known, c -> true))
        .orElse(versions.get(versions.size() - 1));
  }

  private static Optional<String> highest(List<Candidate> known, Predicate<Candidate> eligible) {
    return known.stream()
        .filter(eligible)
        .max(Comparator.comparing(Candidate::semVer))
        .map(Candidate::version);
  }

  private record Candidate(String version, SemVer semVer) {
    boolean isRelease() {
      return semVer.isStable();
    }
  }
}
