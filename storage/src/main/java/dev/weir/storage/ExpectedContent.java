package dev.weir.storage;

import java.util.OptionalLong;
import java.util.Set;

/**
 * What a blob must be before it may become visible: every digest and the length, where given, must
 * match.
 */
public record ExpectedContent(OptionalLong length, Set<Digest> digests) {
  /** Any content will do. */
  public static final ExpectedContent ANY = new ExpectedContent(OptionalLong.empty(), Set.of());

  public ExpectedContent {
    if (length.isPresent() && length.getAsLong() < 0) {
      throw new IllegalArgumentException("length: %s (expected: >= 0)".formatted(length));
    }
    digests = Set.copyOf(digests);
  }
}
