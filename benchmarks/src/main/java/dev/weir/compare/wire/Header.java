package dev.weir.compare.wire;

/** A header field as it was sent. */
public record Header(String name, String value) {
  /** Reads {@code Name: value}, as it stands on a command line. */
  public static Header parse(String line) {
    int colon = line.indexOf(':');
    if (colon < 1) {
      throw new IllegalArgumentException("header: " + line + " (expected: Name: value)");
    }
    return new Header(line.substring(0, colon), line.substring(colon + 1).strip());
  }

  public boolean is(String other) {
    return name.equalsIgnoreCase(other);
  }

  @Override
  public String toString() {
    return name + ": " + value;
  }
}
