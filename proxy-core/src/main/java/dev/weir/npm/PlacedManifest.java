package dev.weir.npm;

import org.jspecify.annotations.Nullable;

/**
 * A manifest in a document.
 *
 * @param entry the range of {@code "1.0.0":{…}} in {@code versions}, key included
 * @param time the range of {@code "1.0.0":"2020-01-01T00:00:00.000Z"} in {@code time}, or null
 */
record PlacedManifest(ByteRange entry, @Nullable ByteRange time, ManifestShape shape) {
  /** Where the manifest's opening brace is. */
  long start() {
    return entry.to() - shape.length();
  }

  static PlacedManifest decode(PackedReader in) {
    long from = in.number();
    return new PlacedManifest(
        new ByteRange(from, from + in.number()),
        DocumentLayout.decodeRange(in).orElse(null),
        ManifestShape.decode(in));
  }
}
