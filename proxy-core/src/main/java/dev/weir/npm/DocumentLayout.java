package dev.weir.npm;

import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Where a packument's top-level parts are. A part that it doesn't have is null.
 *
 * @param length of the whole document
 * @param end where its closing brace is
 * @param tagsAreClean whether the dist-tags' text says exactly what the index says of them
 */
record DocumentLayout(
    long length,
    long end,
    @Nullable ByteRange distTags,
    @Nullable ByteRange versions,
    @Nullable ByteRange time,
    boolean tagsAreClean) {

  void encode(PackedWriter out) {
    out.number(length);
    out.number(end);
    encode(distTags, out);
    encode(versions, out);
    encode(time, out);
    out.number(tagsAreClean ? 1 : 0);
  }

  static DocumentLayout decode(PackedReader in) {
    return new DocumentLayout(
        in.number(),
        in.number(),
        decodeRange(in).orElse(null),
        decodeRange(in).orElse(null),
        decodeRange(in).orElse(null),
        in.number() == 1);
  }

  /** No value begins at byte 0, so that 0 can say there is none. */
  static void encode(@Nullable ByteRange range, PackedWriter out) {
    out.number(range == null ? 0 : range.from());
    if (range != null) {
      out.number(range.length());
    }
  }

  static Optional<ByteRange> decodeRange(PackedReader in) {
    long from = in.number();
    return from == 0 ? Optional.empty() : Optional.of(new ByteRange(from, from + in.number()));
  }
}
