package dev.weir.npm;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.zip.GZIPInputStream;
import org.jspecify.annotations.Nullable;

/**
 * Finds the readme in a tarball: a file at the package's root named {@code readme} in any case,
 * with one of the endings that readmes have; Markdown before anything else.
 *
 * <p>The root is the one folder that everything is in. It need not be named {@code package}, since
 * npm takes it away whatever its name.
 */
public final class TarballReadme {
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

  private final TarEntries entries;
  private final ReadmeLimits limits;
  private int rank = NAMES.size();
  private byte @Nullable [] best;

  private TarballReadme(TarEntries entries, ReadmeLimits limits) {
    this.entries = entries;
    this.limits = limits;
  }

  /**
   * Reads until the best of names is found or the tarball ends. Blocks as {@code tgz} does; throws
   * what it throws unless that is an {@link IOException}, which says that the tarball is damaged.
   *
   * @param tgz not closed by this
   */
  public static Readme of(InputStream tgz, ReadmeLimits limits) {
    try {
      return ofTar(new GZIPInputStream(tgz, 16 << 10), limits);
    } catch (IOException damaged) {
      return unreadable(damaged);
    }
  }

  static Readme ofTar(InputStream tar, ReadmeLimits limits) {
    var search = new TarballReadme(new TarEntries(tar, limits), limits);
    try {
      search.run();
    } catch (IOException damaged) {
      if (search.best == null) {
        return unreadable(damaged);
      }
      // What was found before the damage is good.
    }
    return search.found();
  }

  private void run() throws IOException {
    var entry = entries.next();
    while (entry.isPresent() && rank > 0) {
      look(entry.get());
      entry = rank > 0 ? entries.next() : Optional.empty();
    }
  }

  private void look(TarEntry entry) throws IOException {
    int place = entry.plain() ? place(entry.path()) : -1;
    if (place >= 0 && place < rank) {
      best = shown(entries.content(entry, limits.maxSize()), entry.size());
      rank = place;
    }
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

  private Readme found() {
    return best == null
        ? new Readme.None("none in its tarball")
        : new Readme.Text(new String(best, StandardCharsets.UTF_8));
  }

  private static Readme unreadable(IOException damaged) {
    return new Readme.None("its tarball cannot be read: " + damaged.getMessage());
  }
}
