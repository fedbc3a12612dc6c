package dev.weir.npm;

import dev.weir.model.PackageName;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * What may be a new dist-tag. Clients read {@code name@text} as a version, then as a range of
 * versions, then as a tag: a tag that could be one of the former would never be found, and npm
 * refuses to set it.
 */
public final class DistTagRules {
  /** As {@code NpmPath} has it for what stands in a path. */
  private static final PackageName ANY = new PackageName("any");

  private static final String NUMBER = "(?:0|[1-9][0-9]*+|[xX*])";
  private static final String IDENTIFIERS = "[0-9A-Za-z-]++(?:\\.[0-9A-Za-z-]++)*+";

  /** node-semver's XRANGEPLAIN, less strict with leading zeros in a prerelease. */
  private static final String PARTIAL_VERSION =
      "[v=]*+"
          + NUMBER
          + ("(?:\\." + NUMBER)
          + ("(?:\\." + NUMBER)
          + ("(?:-" + IDENTIFIERS + ")?(?:\\+" + IDENTIFIERS + ")?)?)?");

  /** One alternative of a range; there is no white space between several comparators of it. */
  private static final Pattern COMPARATOR =
      Pattern.compile("(?:(?:[<>]?=?|~>?|\\^)" + PARTIAL_VERSION + ")?");

  private static final Pattern OR = Pattern.compile("\\|\\|");

  private DistTagRules() {}

  /** Whether {@code text} may be set as a tag. */
  public static boolean isTag(String text) {
    return problem(text).isEmpty();
  }

  /** What is wrong with {@code text} as a tag, for who sent it; empty if nothing is. */
  public static Optional<String> problem(String text) {
    if (isRange(text)) {
      return Optional.of(told(text, "no version and no range of versions"));
    } else if (text.length() > PathSegments.MAX_SEGMENT) {
      return Optional.of(told(text, "at most %d characters".formatted(PathSegments.MAX_SEGMENT)));
    } else if (!NpmPath.isVersion(ANY, text)) {
      return Optional.of(
          told(
              text,
              "letters, digits and - . _ ~ ! $ & ' ( ) * + , ; = : @, not . or .. or - alone"));
    }
    return Optional.empty();
  }

  /**
   * Whether npm could read it as a range: {@code 1.0.0}, {@code v1}, {@code ^1}, {@code *},
   * nothing.
   */
  private static boolean isRange(String text) {
    if (text.length() > PathSegments.MAX_SEGMENT) {
      return false;
    }
    for (var alternative : OR.split(text.strip(), -1)) {
      if (!COMPARATOR.matcher(alternative.strip()).matches()) {
        return false;
      }
    }
    return true;
  }

  private static String told(String text, String expected) {
    return "dist-tag: %s (expected: %s)".formatted(Shown.of(text), expected);
  }
}
