package dev.weir.model;

import org.jspecify.annotations.Nullable;

/** A repository's name, as CodeArtifact allows it: {@code [A-Za-z0-9][A-Za-z0-9._-]{1,99}}. */
public record RepositoryName(String value) implements Comparable<RepositoryName> {
  public RepositoryName {
    if (!isName(value)) {
      throw new IllegalArgumentException(
          "repository: %s (expected: 2 to 100 of A-Z a-z 0-9 . _ -, a letter or digit first)"
              .formatted(value));
    }
  }

  /** By hand: asked for every request that is new, where a pattern costs microseconds. */
  private static boolean isName(String value) {
    int length = value.length();
    if (length < 2 || length > 100 || !isLetterOrDigit(value.charAt(0))) {
      return false;
    }
    for (int i = 1; i < length; i++) {
      char c = value.charAt(i);
      if (!isLetterOrDigit(c) && c != '.' && c != '_' && c != '-') {
        return false;
      }
    }
    return true;
  }

  private static boolean isLetterOrDigit(char c) {
    return c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || c >= '0' && c <= '9';
  }

  // By hand, as in HotKey: it is the key of what every request looks up.
  @Override
  public boolean equals(@Nullable Object other) {
    return this == other || other instanceof RepositoryName that && value.equals(that.value);
  }

  @Override
  public int hashCode() {
    return value.hashCode();
  }

  @Override
  public int compareTo(RepositoryName other) {
    return value.compareTo(other.value);
  }

  @Override
  public String toString() {
    return value;
  }
}
