package dev.weir.policy;

/** CodeArtifact's words for where a version came from. */
public enum OriginType {
  /** Published here. */
  INTERNAL,
  /** Through an external connection. */
  EXTERNAL,
  /**
   * Of a package: its first version came from another repository of ours. No version has it: AWS
   * has it for versions older than the word.
   */
  UNKNOWN
}
