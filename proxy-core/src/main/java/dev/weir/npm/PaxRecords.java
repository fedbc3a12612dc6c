package dev.weir.npm;

import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * An extended header of one entry (POSIX.1-2001): lines as {@code 30 path=package/README.md}, each
 * with its own length in front. Of its records only those are kept that say where a file is.
 */
record PaxRecords(Map<String, String> records) {
  static final PaxRecords NONE = new PaxRecords(Map.of());

  private static final String PATH = "path";
  private static final String SIZE = "size";
  private static final String SPARSE = "GNU.sparse.";

  PaxRecords {
    records = Map.copyOf(records);
  }

  static PaxRecords parse(byte[] header) throws TarDamagedException {
    var records = new HashMap<String, String>();
    int at = 0;
    while (at < header.length && header[at] != 0) {
      int space = indexOf(header, ' ', at, header.length);
      int end = at + length(header, at, space);
      int equals = indexOf(header, '=', space + 1, Math.min(end, header.length));
      if (space < 0 || end > header.length || equals < 0 || header[end - 1] != '\n') {
        throw new TarDamagedException("extended header: broken at byte %d".formatted(at));
      }
      keep(records, text(header, space + 1, equals), text(header, equals + 1, end - 1));
      at = end;
    }
    return new PaxRecords(records);
  }

  /**
   * Of records that every reader finds the same in: some read line by line, and a record's value
   * may look like lines.
   */
  static PaxRecords parseStrictly(byte[] header) throws TarDamagedException {
    int at = 0;
    while (at < header.length) {
      int space = indexOf(header, ' ', at, header.length);
      int end = at + length(header, at, space);
      int line = indexOf(header, '\n', at, header.length);
      if (space < 0 || line < 0 || line + 1 != end) {
        throw new TarDamagedException("extended header: no lines of their length");
      }
      at = end;
    }
    return parse(header);
  }

  Optional<String> path() {
    return Optional.ofNullable(records.get(PATH));
  }

  Optional<String> size() {
    return Optional.ofNullable(records.get(SIZE));
  }

  boolean sparse() {
    return records.containsKey(SPARSE);
  }

  private static void keep(Map<String, String> records, String name, String value) {
    if (name.equals(PATH) || name.equals(SIZE)) {
      records.put(name, value);
    } else if (name.startsWith(SPARSE)) {
      records.put(SPARSE, "");
    }
  }

  /** 0 if there is no length, which then is found to be broken. */
  private static int length(byte[] header, int from, int to) {
    int length = 0;
    for (int i = from; i < to; i++) {
      if (header[i] < '0' || header[i] > '9' || length > header.length) {
        return 0;
      }
      length = length * 10 + header[i] - '0';
    }
    return length;
  }

  private static int indexOf(byte[] bytes, char wanted, int from, int to) {
    for (int i = Math.max(from, 0); i < to; i++) {
      if (bytes[i] == wanted) {
        return i;
      }
    }
    return -1;
  }

  private static String text(byte[] bytes, int from, int to) {
    return new String(bytes, from, to - from, StandardCharsets.UTF_8);
  }
}
