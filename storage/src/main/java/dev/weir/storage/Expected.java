package dev.weir.storage;

/** The condition of a compare-and-set. */
public sealed interface Expected {
  Expected ANYTHING = new Anything();
  Expected ABSENT = new Absent();

  static Expected same(Version version) {
    return new Same(version);
  }

  /** Holds for every state. */
  record Anything() implements Expected {}

  /** Holds if the key has no value. */
  record Absent() implements Expected {}

  /** Holds if the key's value still is the one read. */
  record Same(Version version) implements Expected {}
}
