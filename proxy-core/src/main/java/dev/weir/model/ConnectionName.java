package dev.weir.model;

/**
 * An external connection's name, such as {@code public:npmjs}. Everything that came through it is
 * stored under this name, so that a new address keeps the data.
 */
public record ConnectionName(String value) implements Comparable<ConnectionName> {
  /** CodeArtifact's name for the public npm registry. */
  public static final ConnectionName PUBLIC_NPMJS = new ConnectionName("public:npmjs");

  private static final String PATTERN = "[A-Za-z0-9][A-Za-z0-9._:\\-]{1,99}";

  public ConnectionName {
    if (!value.matches(PATTERN)) {
      throw new IllegalArgumentException(
          "external connection: %s (expected: 2 to 100 of A-Z a-z 0-9 . _ : -)".formatted(value));
    }
  }

  @Override
  public int compareTo(ConnectionName other) {
    return value.compareTo(other.value);
  }

  @Override
  public String toString() {
    return value;
  }
}
