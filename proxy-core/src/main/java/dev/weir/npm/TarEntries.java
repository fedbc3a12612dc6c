package dev.weir.npm;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarConstants;
import org.apache.commons.compress.archivers.zip.ZipEncoding;
import org.apache.commons.compress.archivers.zip.ZipEncodingHelper;

/**
 * Walks an archive of strangers, entry by entry, within limits.
 *
 * <p>Commons Compress reads the headers, in all dialects of tar. The walk from one to the next is
 * ours: its own keeps long names and global headers in memory, as large as the archive likes.
 */
final class TarEntries {
  private static final int BLOCK = 512;

  /** Longest header that carries a long name. */
  private static final int MAX_EXTENDED = 1 << 20;

  /** Where an extension of an old sparse header says whether one more follows. */
  private static final int MORE_SPARSE = 504;

  private static final ZipEncoding UTF_8 =
      ZipEncodingHelper.getZipEncoding(StandardCharsets.UTF_8.name());

  private final TarBytes tar;
  private final int maxEntries;

  /** Whether what two readers could understand in two ways is damage. */
  private final boolean strict;

  private final byte[] block = new byte[BLOCK];
  private long left;
  private int headers;

  private TarEntries(InputStream tar, long maxUnpacked, int maxEntries, boolean strict) {
    this.tar = new TarBytes(tar, maxUnpacked);
    this.maxEntries = maxEntries;
    this.strict = strict;
  }

  /**
   * Of whatever there is.
   *
   * @param tar unpacked; not closed by this
   */
  static TarEntries lenient(InputStream tar, ReadmeLimits limits) {
    return new TarEntries(tar, limits.maxUnpacked(), limits.maxEntries(), false);
  }

  /**
   * Of what every reader finds the same entries in.
   *
   * @param tar unpacked; not closed by this
   */
  static TarEntries strict(InputStream tar, TarballLimits limits) {
    return new TarEntries(tar, limits.maxUnpacked(), limits.maxEntries(), true);
  }

  /** The next entry, after what is left of the one before; empty at the archive's end. */
  Optional<TarEntry> next() throws IOException {
    Optional<String> longName = Optional.empty();
    var pax = PaxRecords.NONE;
    for (int extended = 0; ; extended++) {
      tar.skip(left);
      var header = header();
      if (header.isEmpty()) {
        return Optional.empty();
      }
      left = padded(header.get().getSize());
      if (strict) {
        checkExtended(header.get(), extended);
      }
      if (header.get().isGNULongNameEntry()) {
        longName = Optional.of(name(extended(header.get())));
      } else if (header.get().isPaxHeader()) {
        pax = pax(header.get());
      } else if (strict && header.get().isGlobalPaxHeader()) {
        checkGlobal(pax(header.get()));
        extended--;
      } else if (!header.get().isGlobalPaxHeader() && !header.get().isGNULongLinkEntry()) {
        return Optional.of(entry(header.get(), longName, pax));
      }
    }
  }

  /**
   * Reads on behind the archive's end, to the last byte: only zeros may be there. Some readers look
   * for more entries behind a first block of zeros.
   */
  void end() throws IOException {
    tar.zeros();
  }

  /** The first bytes of the entry that came last; to be called once for each. */
  byte[] content(TarEntry entry, int atMost) throws IOException {
    var content = new byte[(int) Math.min(entry.size(), atMost)];
    tar.fill(content);
    left -= content.length;
    return content;
  }

  private TarEntry entry(TarArchiveEntry header, Optional<String> longName, PaxRecords pax)
      throws IOException {
    long size = pax.size().isPresent() ? number(pax.size().get()) : header.getSize();
    left = padded(size);
    boolean sparse = header.isSparse() || pax.sparse();
    if (header.isExtended()) {
      skipSparseHeaders();
    }
    var path = pax.path().or(() -> longName).orElseGet(header::getName);
    var kind = sparse ? TarEntry.Kind.OTHER : kind(header, path);
    if (strict && size > 0 && kind == TarEntry.Kind.FOLDER) {
      // Some readers pass over that much, others find the next header there.
      throw new TarDamagedException("a folder of %d bytes".formatted(size));
    }
    return new TarEntry(path, size, kind);
  }

  /**
   * Old archives mark a folder by a slash at its name's end. It is looked for in the whole path:
   * npm leaves in the header what fits of a long one, which may end at a slash within it.
   */
  private static TarEntry.Kind kind(TarArchiveEntry header, String path) {
    return switch (header.getLinkFlag()) {
      case TarConstants.LF_NORMAL, TarConstants.LF_OLDNORM, TarConstants.LF_CONTIG ->
          path.endsWith("/") ? TarEntry.Kind.FOLDER : TarEntry.Kind.FILE;
      case TarConstants.LF_DIR -> TarEntry.Kind.FOLDER;
      case TarConstants.LF_LINK, TarConstants.LF_SYMLINK -> TarEntry.Kind.LINK;
      default -> TarEntry.Kind.OTHER;
    };
  }

  private PaxRecords pax(TarArchiveEntry header) throws IOException {
    var content = extended(header);
    return strict ? PaxRecords.parseStrictly(content) : PaxRecords.parse(content);
  }

  /** Readers disagree on which of two headers counts, and of which kind. */
  private static void checkExtended(TarArchiveEntry header, int extended)
      throws TarDamagedException {
    boolean another =
        header.isGNULongNameEntry()
            || header.isPaxHeader()
            || header.isGNULongLinkEntry()
            || header.isGlobalPaxHeader();
    if (another && extended > 0) {
      throw new TarDamagedException("two extended headers of one entry");
    }
  }

  /** Some readers take it for each entry that follows. */
  private static void checkGlobal(PaxRecords pax) throws TarDamagedException {
    if (!pax.records().isEmpty()) {
      throw new TarDamagedException("a path or a size of all entries in a global header");
    }
  }

  /** Empty at the end: a block of zeros, or nothing more. */
  private Optional<TarArchiveEntry> header() throws IOException {
    if (++headers > maxEntries) {
      throw new TarDamagedException("more than %d entries".formatted(maxEntries));
    }
    return tar.fillOrEnd(block) && !TarBytes.isZero(block, block.length)
        ? Optional.of(parsed(block.clone()))
        : Optional.empty();
  }

  private static TarArchiveEntry parsed(byte[] header) throws TarDamagedException {
    try {
      var entry = new TarArchiveEntry(header, UTF_8, true);
      if (!entry.isCheckSumOK()) {
        throw new TarDamagedException("a header's checksum is wrong");
      }
      return entry;
    } catch (TarDamagedException wrong) {
      throw wrong;
    } catch (IOException | RuntimeException unreadable) {
      // What its parser throws at a broken number is not of one kind.
      throw new TarDamagedException("a header cannot be read: " + unreadable.getMessage());
    }
  }

  private byte[] extended(TarArchiveEntry header) throws IOException {
    if (header.getSize() > MAX_EXTENDED) {
      throw new TarDamagedException(
          "extended header: %d bytes (expected: at most %d)"
              .formatted(header.getSize(), MAX_EXTENDED));
    }
    var content = new byte[(int) header.getSize()];
    tar.fill(content);
    left -= content.length;
    return content;
  }

  private static String name(byte[] content) {
    int end = 0;
    while (end < content.length && content[end] != 0) {
      end++;
    }
    return new String(content, 0, end, StandardCharsets.UTF_8);
  }

  private void skipSparseHeaders() throws IOException {
    do {
      tar.fill(block);
    } while (block[MORE_SPARSE] != 0);
  }

  private static long number(String text) throws TarDamagedException {
    try {
      return Long.parseLong(text);
    } catch (NumberFormatException none) {
      throw new TarDamagedException("extended header: size %s".formatted(text));
    }
  }

  private static long padded(long size) throws TarDamagedException {
    if (size < 0 || size > Long.MAX_VALUE - BLOCK) {
      throw new TarDamagedException("a header's size is wrong: %d".formatted(size));
    }
    return (size + BLOCK - 1) / BLOCK * BLOCK;
  }
}
