package dev.weir.model;

/** A domain's name, as CodeArtifact allows it: {@code [a-z][a-z0-9-]{0,48}[a-z0-9]}. */
public record DomainName(String value) implements Comparable<DomainName> {
  private static final String PATTERN = "[a-z][a-z0-9\\-]{0,48}[a-z0-9]";

  public DomainName {
    if (!value.matches(PATTERN)) {
      throw new IllegalArgumentException(
          "domain: %s (expected: %s)".formatted(value, "2 to 50 of a-z 0-9 -, a letter first"));
    }
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
