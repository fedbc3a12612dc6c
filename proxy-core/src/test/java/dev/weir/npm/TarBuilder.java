package dev.weir.npm;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.zip.GZIPOutputStream;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveOutputStream;
import org.apache.commons.compress.archivers.tar.TarConstants;

/** Makes archives with files in them, as strange as wanted. */
final class TarBuilder {
  private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
  private final TarArchiveOutputStream tar =
      new TarArchiveOutputStream(bytes, StandardCharsets.UTF_8.name());

  TarBuilder file(String path, String content) {
    return file(path, content.getBytes(StandardCharsets.UTF_8));
  }

  TarBuilder file(String path, byte[] content) {
    var entry = new TarArchiveEntry(path, true);
    entry.setSize(content.length);
    return entry(entry, content);
  }

  /** An entry of any kind: a link, a folder, a header of another dialect. */
  TarBuilder entry(String path, byte kind, byte[] content) {
    var entry = new TarArchiveEntry(path, kind, true);
    entry.setSize(content.length);
    return entry(entry, content);
  }

  /** A header for all entries that follow. */
  TarBuilder global(String name, String value) {
    var entry =
        new TarArchiveEntry("pax_global_header", TarConstants.LF_PAX_GLOBAL_EXTENDED_HEADER, true);
    entry.addPaxHeader(name, value);
    try {
      tar.putArchiveEntry(entry);
      return this;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** How names of more than 100 bytes are written: GNU's way or POSIX's. */
  TarBuilder longNames(int mode) {
    tar.setLongFileMode(mode);
    return this;
  }

  byte[] tar() {
    try {
      tar.close();
      return bytes.toByteArray();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  byte[] tgz() {
    return gzip(tar());
  }

  static byte[] gzip(byte[] content) {
    var packed = new ByteArrayOutputStream();
    try (var gzip = new GZIPOutputStream(packed)) {
      gzip.write(content);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return packed.toByteArray();
  }

  /** A fuzzer would hardly ever guess a checksum: each block has that of a header. */
  static byte[] withChecksums(byte[] data) {
    var tar = data.clone();
    for (int at = 0; at + 512 <= tar.length; at += 512) {
      if (tar[at] != 0) {
        checksum(tar, at);
      }
    }
    return tar;
  }

  private static void checksum(byte[] tar, int at) {
    Arrays.fill(tar, at + 148, at + 156, (byte) ' ');
    int sum = 0;
    for (int i = at; i < at + 512; i++) {
      sum += tar[i] & 0xff;
    }
    var text = "%06o\0 ".formatted(sum).getBytes(StandardCharsets.US_ASCII);
    System.arraycopy(text, 0, tar, at + 148, text.length);
  }

  private TarBuilder entry(TarArchiveEntry entry, byte[] content) {
    try {
      tar.putArchiveEntry(entry);
      tar.write(content);
      tar.closeArchiveEntry();
      return this;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
