package dev.weir.resolve;

/** CodeArtifact's words for where a version came from. */
public enum OriginType {
  /** Published here. */
  INTERNAL,
  /** Through an external connection. */
  EXTERNAL,
  /** What AWS has for versions older than the word; none of ours. */
  UNKNOWN
}
