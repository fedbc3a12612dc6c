package dev.weir.npm;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * A range of versions as npm reads it: {@code ^1.2.0}, {@code ~1.2}, {@code 1.x}, {@code >=1 <3},
 * {@code 1.0.0 - 2.0.0}, and several of these with {@code ||} between them. Pure.
 *
 * <p>As in node-semver, a prerelease is in a range only if the range names a prerelease of the same
 * numbers: {@code 2.0.0-rc.1} is neither in {@code *} nor in {@code >=1}, but in {@code >=2.0.0-0}.
 */
public final class VersionRange {
  /** Characters; npm has no limit, and nobody needs more. */
  private static final int MAX_LENGTH = 512;

  private static final Pattern OR = Pattern.compile("\\|\\|");

  private final String text;
  private final List<List<Comparator>> alternatives;

  private VersionRange(String text, List<List<Comparator>> alternatives) {
    this.text = text;
    this.alternatives = List.copyOf(alternatives);
  }

  /** One end of a range: {@code >=1.2.0}. */
  record Comparator(Operator operator, SemVer version) {
    boolean has(SemVer other) {
      int order = other.compareTo(version);
      return switch (operator) {
        case LESS -> order < 0;
        case AT_MOST -> order <= 0;
        case EQUAL -> order == 0;
        case AT_LEAST -> order >= 0;
        case MORE -> order > 0;
      };
    }

    private boolean namesPrereleaseOf(SemVer other) {
      return !version.isStable()
          && version.major() == other.major()
          && version.minor() == other.minor()
          && version.patch() == other.patch();
    }
  }

  /** How a version stands to that of a comparator. */
  enum Operator {
    LESS,
    AT_MOST,
    EQUAL,
    AT_LEAST,
    MORE
  }

  /** The range if {@code text} is one; never throws. */
  public static Optional<VersionRange> parse(String text) {
    if (text.length() > MAX_LENGTH) {
      return Optional.empty();
    }
    var alternatives = new ArrayList<List<Comparator>>();
    for (var alternative : OR.split(text, -1)) {
      var comparators = RangeReader.read(alternative.strip());
      if (comparators.isEmpty()) {
        return Optional.empty();
      }
      alternatives.add(comparators.get());
    }
    return Optional.of(new VersionRange(text.strip(), alternatives));
  }

  /** Whether a version is in the range; what is no Semantic Version is in none. */
  public boolean has(String version) {
    return SemVer.parse(version).filter(this::has).isPresent();
  }

  /** Whether a version is in the range. */
  public boolean has(SemVer version) {
    return alternatives.stream().anyMatch(all -> has(all, version));
  }

  private static boolean has(List<Comparator> all, SemVer version) {
    return all.stream().allMatch(one -> one.has(version))
        && (version.isStable() || all.stream().anyMatch(one -> one.namesPrereleaseOf(version)));
  }

  /** As it was written. */
  @Override
  public String toString() {
    return text;
  }
}
