package dev.weir.npm;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Keeps the best readme of the entries that it is shown. */
final class ReadmeChoice {
  /** The best first. */
  private static final List<String> NAMES =
      List.of(
          "readme.md",
          "readme.markdown",
          "readme.mdown",
          "readme.mkdn",
          "readme.mkd",
          "readme",
          "readme.txt",
          "readme.rst",
          "readme.adoc",
          "readme.asciidoc",
          "readme.org",
          "readme.textile",
          "readme.html");

  private final int maxSize;
  private int rank = NAMES.size();
  private byte @Nullable [] best;

  /**
   * @param maxSize bytes that are kept; a longer readme is cut
   */
  ReadmeChoice(int maxSize) {
    this.maxSize = maxSize;
  }

  /** Keeps the entry that came last of {@code entries} if it is a better readme. */
  void look(TarEntry entry, TarEntries entries) throws IOException {
    int place = entry.plain() ? place(entry.path()) : -1;
    if (place >= 0 && place < rank) {
      best = shown(entries.content(entry, maxSize), entry.size());
      rank = place;
    }
  }

  /** Whether there can be no better one. */
  boolean isFinal() {
    return rank == 0;
  }

  /** The best so far. */
  Optional<String> found() {
    return Optional.ofNullable(best).map(bytes -> new String(bytes, StandardCharsets.UTF_8));
  }

  /** Its place among the names of readmes; -1 if it is none, or not at the root. */
  private static int place(String path) {
    var parts = new ArrayList<String>();
    for (var part : path.split("/", -1)) {
      if (part.equals("..")) {
        return -1;
      } else if (!part.isEmpty() && !part.equals(".")) {
        parts.add(part);
      }
    }
    return parts.size() == 2 ? NAMES.indexOf(parts.get(1).toLowerCase(Locale.ROOT)) : -1;
  }

  /** A readme that was cut ends with a whole character. */
  private static byte[] shown(byte[] content, long size) {
    int end = content.length;
    if (end == size) {
      return content;
    }
    while (end > 0 && end > content.length - 4 && isContinuation(content[end - 1])) {
      end--;
    }
    boolean startsOne = end > 0 && (content[end - 1] & 0xc0) == 0xc0;
    return Arrays.copyOf(content, startsOne ? end - 1 : content.length);
  }

  private static boolean isContinuation(byte b) {
    return (b & 0xc0) == 0x80;
  }
}
