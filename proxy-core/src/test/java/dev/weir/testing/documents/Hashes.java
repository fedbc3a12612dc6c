package dev.weir.testing.documents;

/** Which hashes a version's {@code dist} states. */
public enum Hashes {
  BOTH,
  /** As versions from before 2017. */
  SHASUM_ONLY,
  INTEGRITY_ONLY,
  NONE;

  boolean shasum() {
    return this == BOTH || this == SHASUM_ONLY;
  }

  boolean integrity() {
    return this == BOTH || this == INTEGRITY_ONLY;
  }
}
