package dev.weir.model;

/** A repository's name, as CodeArtifact allows it: {@code [A-Za-z0-9][A-Za-z0-9._-]{1,99}}. */
public record RepositoryName(String value) implements Comparable<RepositoryName> {
  private static final String PATTERN = "[A-Za-z0-9][A-Za-z0-9._\\-]{1,99}";

  public RepositoryName {
    if (!value.matches(PATTERN)) {
      throw new IllegalArgumentException(
          "repository: %s (expected: 2 to 100 of A-Z a-z 0-9 . _ -, a letter or digit first)"
              .formatted(value));
    }
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
