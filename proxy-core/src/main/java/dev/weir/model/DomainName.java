package dev.weir.model;

import org.jspecify.annotations.Nullable;

/** A domain's name, as CodeArtifact allows it: {@code [a-z][a-z0-9-]{0,48}[a-z0-9]}. */
public record DomainName(String value) implements Comparable<DomainName> {
  public DomainName {
    if (!isName(value)) {
      throw new IllegalArgumentException(
          "domain: %s (expected: %s)".formatted(value, "2 to 50 of a-z 0-9 -, a letter first"));
    }
  }

  /** By hand: asked for every request that is new, where a pattern costs microseconds. */
  private static boolean isName(String value) {
    int last = value.length() - 1;
    if (last < 1 || last > 49 || !isLetter(value.charAt(0)) || value.charAt(last) == '-') {
      return false;
    }
    for (int i = 1; i <= last; i++) {
      char c = value.charAt(i);
      if (!isLetter(c) && (c < '0' || c > '9') && c != '-') {
        return false;
      }
    }
    return true;
  }

  private static boolean isLetter(char c) {
    return c >= 'a' && c <= 'z';
  }

  // By hand, as in HotKey: it is the key of what every request looks up.
  @Override
  public boolean equals(@Nullable Object other) {
    return this == other || other instanceof DomainName that && value.equals(that.value);
  }

  @Override
  public int hashCode() {
    return value.hashCode();
  }

  @Override
  public int compareTo(DomainName other) {
    return value.compareTo(other.value);
  }

  @Override
  public String toString() {
    return value;
  }
}
