package dev.weir.control;

import java.util.regex.Pattern;

/**
 * What a text member may be: the API's shapes with their lengths, in characters, and patterns. The
 * SDKs check almost none of it, so all of it is checked here.
 */
public enum Constraint {
  ACCOUNT_ID(12, 12, "[0-9]{12}", "12 digits"),
  ARN(1, 1011, "\\S+", "an ARN without spaces"),
  ASSET_NAME(1, 255, "\\P{C}+", "no control characters"),
  DESCRIPTION(0, 1000, "\\P{C}*", "no control characters"),
  DOMAIN_NAME(2, 50, "[a-z][a-z0-9\\-]{0,48}[a-z0-9]", "of a-z 0-9 -, a letter first, no - last"),
  EXTERNAL_CONNECTION_NAME(
      2,
      100,
      "[A-Za-z0-9][A-Za-z0-9._\\-:]{1,99}",
      "of A-Z a-z 0-9 . _ : -, a letter or digit first"),
  PACKAGE_NAME(1, 255, "[^#/\\s]+", "no # / or space"),
  PACKAGE_NAMESPACE(1, 255, "[^#/\\s]+", "no # / or space"),
  PACKAGE_VERSION(1, 255, "[^#/\\s]+", "no # / or space"),
  PACKAGE_VERSION_REVISION(1, 50, "\\S+", "no spaces"),
  PAGINATION_TOKEN(1, 2000, "\\S+", "a nextToken of an answer"),
  POLICY_DOCUMENT(1, 7168, "[\\P{C}\\s]+", "a policy in JSON"),
  POLICY_REVISION(1, 100, "\\S+", "no spaces"),
  REPOSITORY_NAME(
      2, 100, "[A-Za-z0-9][A-Za-z0-9._\\-]{1,99}", "of A-Z a-z 0-9 . _ -, a letter or digit first"),
  REPOSITORY_PREFIX(
      1, 100, "[A-Za-z0-9][A-Za-z0-9._\\-]*", "of A-Z a-z 0-9 . _ -, a letter or digit first"),
  TAG_KEY(1, 128, "\\P{C}+", "no control characters"),
  TAG_VALUE(0, 256, "\\P{C}*", "no control characters");

  private final int min;
  private final int max;
  private final Pattern pattern;
  private final String words;

  Constraint(int min, int max, String pattern, String words) {
    this.min = min;
    this.max = max;
    this.pattern = Pattern.compile(pattern);
    this.words = words;
  }

  /** Answers {@code value}, or throws {@link ControlException} that names {@code field}. */
  String check(String field, String value) {
    int length = value.codePointCount(0, value.length());
    if (length < min || length > max || !pattern.matcher(value).matches()) {
      throw ControlException.field(field, value, expected());
    }
    return value;
  }

  private String expected() {
    return min == max ? words : "%d to %d characters, %s".formatted(min, max, words);
  }
}
