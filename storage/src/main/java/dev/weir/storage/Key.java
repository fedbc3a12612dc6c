package dev.weir.storage;

import java.util.List;

/**
 * A record's name: one or more parts, the most general first. Keys sort part by part, each by its
 * UTF-8 bytes; a part holds no NUL, which separates the parts on disk.
 */
public record Key(List<String> parts) {
  public Key {
    parts = List.copyOf(parts);
    for (var part : parts) {
      if (part.indexOf('\0') >= 0) {
        throw new IllegalArgumentException("part: %s (expected: no NUL)".formatted(part));
      }
    }
  }

  public static Key of(String... parts) {
    return new Key(List.of(parts));
  }

  /** Whether this key begins with all parts of {@code prefix}. */
  public boolean startsWith(Key prefix) {
    return parts.size() >= prefix.parts.size()
        && parts.subList(0, prefix.parts.size()).equals(prefix.parts);
  }
}
