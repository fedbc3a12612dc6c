package dev.weir.npm;

import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A version as Semantic Versioning 2.0.0 defines it, ordered by its section 11; {@code build} takes
 * no part in the order. Strict: neither {@code v1.0.0} nor {@code 1.0} is one. Numbers end at 2^53
 * - 1 and texts at 256 characters, as npm has it.
 *
 * @param prerelease its identifiers, none for a release
 * @param build its build metadata, empty if it has none
 */
public record SemVer(long major, long minor, long patch, List<String> prerelease, String build)
    implements Comparable<SemVer> {
  private static final int MAX_LENGTH = 256;
  private static final long MAX_NUMBER = (1L << 53) - 1;

  private static final String NUMBER = "(0|[1-9][0-9]{0,15})";

  /** A word first: as a number 0a would end after its 0, and what is possessive never goes back. */
  private static final String IDENTIFIER = "(?:[0-9]*+[A-Za-z-][0-9A-Za-z-]*+|0|[1-9][0-9]*+)";

  private static final Pattern PATTERN =
      Pattern.compile(
          NUMBER
              + "\\."
              + NUMBER
              + "\\."
              + NUMBER
              + ("(?:-(" + IDENTIFIER + "(?:\\." + IDENTIFIER + ")*+))?")
              + "(?:\\+([0-9A-Za-z-]++(?:\\.[0-9A-Za-z-]++)*+))?");

  /** What npm cleans before it publishes: a v or = in front, blanks around, zeros that lead. */
  private static final Pattern SLOPPY =
      Pattern.compile(
          "[v=\\s]*+([0-9]++)\\.([0-9]++)\\.([0-9]++)"
              + "(?:-?([0-9A-Za-z-]++(?:\\.[0-9A-Za-z-]++)*+))?"
              + "(?:\\+[0-9A-Za-z-]++(?:\\.[0-9A-Za-z-]++)*+)?\\s*+");

  public SemVer {
    prerelease = List.copyOf(prerelease);
  }

  /** The version if {@code text} is one; never throws. */
  public static Optional<SemVer> parse(String text) {
    if (text.length() > MAX_LENGTH) {
      return Optional.empty();
    }
    var matcher = PATTERN.matcher(text);
    if (!matcher.matches()) {
      return Optional.empty();
    }
    var version =
        new SemVer(
            Long.parseLong(matcher.group(1)),
            Long.parseLong(matcher.group(2)),
            Long.parseLong(matcher.group(3)),
            matcher.group(4) == null ? List.of() : List.of(matcher.group(4).split("\\.", -1)),
            matcher.group(5) == null ? "" : matcher.group(5));
    return version.isInRange() ? Optional.of(version) : Optional.empty();
  }

  /**
   * The version that npm publishes if a {@code package.json} has {@code text}: without build
   * metadata, and of one form. Empty if npm would not publish it; never throws.
   */
  static Optional<SemVer> clean(String text) {
    if (text.length() > MAX_LENGTH) {
      return Optional.empty();
    }
    var matcher = SLOPPY.matcher(text);
    if (!matcher.matches()) {
      return Optional.empty();
    }
    var numbers = withoutZeros(matcher.group(1), matcher.group(2), matcher.group(3));
    var words = matcher.group(4);
    return parse(words == null ? numbers : numbers + "-" + withoutZeros(words.split("\\.", -1)));
  }

  private static String withoutZeros(String... identifiers) {
    return Stream.of(identifiers)
        .map(word -> isNumber(word) ? word.replaceFirst("^0+(?=.)", "") : word)
        .collect(Collectors.joining("."));
  }

  /**
   * Whether two versions are one to npm, which passes over build metadata. Versions that are none
   * are one if they are the same text.
   */
  public static boolean isSame(String a, String b) {
    var one = parse(a);
    var other = parse(b);
    return one.isPresent() && other.isPresent()
        ? one.get().compareTo(other.get()) == 0
        : a.equals(b);
  }

  /** The same version without its build metadata. */
  public SemVer withoutBuild() {
    return new SemVer(major, minor, patch, prerelease, "");
  }

  /** Whether it is a release: without a prerelease part. */
  public boolean isStable() {
    return prerelease.isEmpty();
  }

  @Override
  public int compareTo(SemVer other) {
    int order = Long.compare(major, other.major);
    order = order != 0 ? order : Long.compare(minor, other.minor);
    order = order != 0 ? order : Long.compare(patch, other.patch);
    return order != 0 ? order : comparePrerelease(other);
  }

  @Override
  public String toString() {
    return "%d.%d.%d".formatted(major, minor, patch)
        + (prerelease.isEmpty() ? "" : "-" + String.join(".", prerelease))
        + (build.isEmpty() ? "" : "+" + build);
  }

  private boolean isInRange() {
    return major <= MAX_NUMBER && minor <= MAX_NUMBER && patch <= MAX_NUMBER;
  }

  private int comparePrerelease(SemVer other) {
    if (isStable() || other.isStable()) {
      return Boolean.compare(isStable(), other.isStable());
    }
    int common = Math.min(prerelease.size(), other.prerelease.size());
    for (int i = 0; i < common; i++) {
      int order = compareIdentifiers(prerelease.get(i), other.prerelease.get(i));
      if (order != 0) {
        return order;
      }
    }
    return Integer.compare(prerelease.size(), other.prerelease.size());
  }

  /** Numbers come before words and have no leading zeros, so that the longer is the greater. */
  private static int compareIdentifiers(String a, String b) {
    boolean aNumber = isNumber(a);
    boolean bNumber = isNumber(b);
    if (aNumber != bNumber) {
      return aNumber ? -1 : 1;
    }
    return aNumber && a.length() != b.length()
        ? Integer.compare(a.length(), b.length())
        : a.compareTo(b);
  }

  private static boolean isNumber(String identifier) {
    return identifier.chars().allMatch(c -> c >= '0' && c <= '9');
  }
}
