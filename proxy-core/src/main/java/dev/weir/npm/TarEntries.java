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

  private final InputStream tar;
  private final ReadmeLimits limits;
  private final byte[] skipped = new byte[32 << 10];
  private final byte[] block = new byte[BLOCK];
  private long read;
  private long left;
  private int headers;

  /**
   * @param tar unpacked; not closed by this
   */
  TarEntries(InputStream tar, ReadmeLimits limits) {
    this.tar = tar;
    this.limits = limits;
  }

  /** The next entry, after what is left of the one before; empty at the archive's end. */
  Optional<TarEntry> next() throws IOException {
    Optional<String> longName = Optional.empty();
    var pax = PaxRecords.NONE;
    while (true) {
      skip(left);
      var header = header();
      if (header.isEmpty()) {
        return Optional.empty();
      }
      left = padded(header.get().getSize());
      if (header.get().isGNULongNameEntry()) {
        longName = Optional.of(name(extended(header.get())));
      } else if (header.get().isPaxHeader()) {
        pax = PaxRecords.parse(extended(header.get()));
      } else if (!header.get().isGlobalPaxHeader() && !header.get().isGNULongLinkEntry()) {
        return Optional.of(entry(header.get(), longName, pax));
      }
    }
  }

  /** The first bytes of the entry that came last; to be called once for each. */
  byte[] content(TarEntry entry, int atMost) throws IOException {
    var content = new byte[(int) Math.min(entry.size(), atMost)];
    fill(content);
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
    return new TarEntry(
        pax.path().or(() -> longName).orElseGet(header::getName), size, isPlain(header) && !sparse);
  }

  private static boolean isPlain(TarArchiveEntry header) {
    byte kind = header.getLinkFlag();
    boolean file =
        kind == TarConstants.LF_NORMAL
            || kind == TarConstants.LF_OLDNORM
            || kind == TarConstants.LF_CONTIG;
    return file && !header.isDirectory();
  }

  /** Empty at the end: a block of zeros, or nothing more. */
  private Optional<TarArchiveEntry> header() throws IOException {
    if (++headers > limits.maxEntries()) {
      throw new TarDamagedException("more than %d entries".formatted(limits.maxEntries()));
    }
    int first = tar.read();
    if (first < 0) {
      return Optional.empty();
    }
    count(1);
    block[0] = (byte) first;
    fill(block, 1);
    if (isZero(block)) {
      return Optional.empty();
    }
    return Optional.of(parsed(block.clone()));
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
    fill(content);
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
      fill(block);
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

  private void skip(long bytes) throws IOException {
    long rest = bytes;
    while (rest > 0) {
      int count = tar.read(skipped, 0, (int) Math.min(rest, skipped.length));
      if (count < 0) {
        throw brokenOff();
      }
      count(count);
      rest -= count;
    }
  }

  private void fill(byte[] bytes) throws IOException {
    fill(bytes, 0);
  }

  private void fill(byte[] bytes, int from) throws IOException {
    int count = tar.readNBytes(bytes, from, bytes.length - from);
    count(count);
    if (count < bytes.length - from) {
      throw brokenOff();
    }
  }

  private void count(int bytes) throws TarDamagedException {
    read += bytes;
    if (read > limits.maxUnpacked()) {
      throw new TarDamagedException("more than %d bytes unpacked".formatted(limits.maxUnpacked()));
    }
  }

  private static TarDamagedException brokenOff() {
    return new TarDamagedException("it breaks off within an entry");
  }

  private static boolean isZero(byte[] bytes) {
    for (byte b : bytes) {
      if (b != 0) {
        return false;
      }
    }
    return true;
  }
}
