package dev.weir.model;

import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A package's name as npm writes it: {@code lodash} or {@code @types/node}. Names that the registry
 * took before it had today's rules (upper case, odd punctuation) are good for reading; what cannot
 * stand in a path safely is not.
 */
public record PackageName(String value) implements Comparable<PackageName> {
  /** npm's own limit for new names. */
  public static final int MAX_LENGTH = 214;

  public PackageName {
    var problem = problem(value);
    if (problem != null) {
      throw new IllegalArgumentException("package: %s (expected: %s)".formatted(value, problem));
    }
  }

  /** The name if {@code value} can be one; never throws. */
  public static Optional<PackageName> parse(String value) {
    return problem(value) == null ? Optional.of(new PackageName(value)) : Optional.empty();
  }

  /** {@code types} of {@code @types/node}; empty for a name without a scope. */
  public Optional<String> scope() {
    return scoped() ? Optional.of(value.substring(1, value.indexOf('/'))) : Optional.empty();
  }

  /** {@code node} of {@code @types/node}: what tarballs are named for. */
  public String basename() {
    return scoped() ? value.substring(value.indexOf('/') + 1) : value;
  }

  public boolean scoped() {
    return value.charAt(0) == '@';
  }

  /** As one path segment: {@code @types%2fnode}, the way npm asks for it. */
  public String escaped() {
    return scoped() ? value.replace("/", "%2f") : value;
  }

  // By hand, as in HotKey: it is the key of what every request looks up.
  @Override
  public boolean equals(@Nullable Object other) {
    return this == other || other instanceof PackageName that && value.equals(that.value);
  }

  @Override
  public int hashCode() {
    return value.hashCode();
  }

  @Override
  public int compareTo(PackageName other) {
    return value.compareTo(other.value);
  }

  @Override
  public String toString() {
    return value;
  }

  private static @Nullable String problem(String value) {
    if (value.isEmpty() || value.length() > MAX_LENGTH) {
      return "1 to %d characters".formatted(MAX_LENGTH);
    }
    if (value.charAt(0) != '@') {
      return segmentProblem(value);
    }
    int slash = value.indexOf('/');
    if (slash < 0) {
      return "@scope/name";
    }
    var scope = segmentProblem(value.substring(1, slash));
    return scope != null ? scope : segmentProblem(value.substring(slash + 1));
  }

  private static @Nullable String segmentProblem(String segment) {
    if (segment.isEmpty() || segment.equals("-")) {
      return "a name that is neither empty nor -";
    }
    if (segment.charAt(0) == '.') {
      return "a name that does not begin with a dot";
    }
    return segment.chars().allMatch(PackageName::isNameCharacter)
        ? null
        : "letters, digits and - . _ ~ ! ' ( ) *";
  }

  /** What {@code encodeURIComponent} leaves alone, which is npm's oldest rule for names. */
  private static boolean isNameCharacter(int c) {
    return c >= 'a' && c <= 'z'
        || c >= 'A' && c <= 'Z'
        || c >= '0' && c <= '9'
        || "-._~!'()*".indexOf(c) >= 0;
  }
}
