package dev.weir.compare.workload;

/**
 * One thing to ask for, and what must come back.
 *
 * @param path below a server's base, with a slash first
 * @param content what the decoded body must be
 */
public record Target(String path, Content content) {

  /** What a body must be. */
  public sealed interface Content {}

  /** A packument with this {@code PackumentDigest}. */
  public record Packument(String digest) implements Content {}

  /** Exactly these bytes. */
  public record Bytes(String sha256, int length) implements Content {}

  /** Some JSON object: servers say in their own words that there is no such package. */
  public record Absence() implements Content {}
}
