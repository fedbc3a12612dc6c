package dev.weir.storage;

/** A named set of records, declared when its store is opened: {@code [a-z][a-z0-9-]{0,31}}. */
public record Table(String name) {
  public Table {
    if (!name.matches("[a-z][a-z0-9-]{0,31}")) {
      throw new IllegalArgumentException(
          "name: %s (expected: [a-z][a-z0-9-]{0,31})".formatted(name));
    }
  }
}
