package dev.weir.npm;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * A text to be sent, as pieces to copy: ranges of documents, ranges of manifests that stand alone,
 * and new text. Pieces that touch become one. Built by one thread; nothing changes once it is
 * handed out.
 */
final class Segments {
  private static final int TEXT = -1;
  private static final int FIRST_MANIFEST = -2;
  private static final byte[] COMMA = {','};

  /** Per piece: a document's number, or TEXT, or FIRST_MANIFEST - i; and the range of it. */
  private int[] origins = new int[64];

  private long[] froms = new long[64];
  private long[] tos = new long[64];
  private int size;

  private final PackedWriter text = new PackedWriter(1 << 10);
  private final List<IndexedManifest> manifests = new ArrayList<>();
  private long length;
  private boolean comma;

  /** Makes a manifest that stands alone something that {@link #copy} can copy from. */
  int origin(IndexedManifest manifest) {
    manifests.add(manifest);
    return FIRST_MANIFEST - (manifests.size() - 1);
  }

  /** A comma between two members of one object. Where it stands in a document, it is copied too. */
  void comma() {
    comma = true;
  }

  void copy(int origin, long from, long to) {
    if (from == to) {
      return;
    }
    boolean follows = size > 0 && origins[size - 1] == origin && comesNext(from);
    if (follows) {
      length += to - tos[size - 1];
      tos[size - 1] = to;
      comma = false;
    } else {
      writeComma();
      add(origin, from, to);
    }
  }

  void text(byte[] bytes) {
    writeComma();
    append(bytes);
  }

  void text(String ascii) {
    text(JsonText.utf8(ascii));
  }

  /** Exactly how many bytes {@link #write} writes. */
  long length() {
    return length;
  }

  /**
   * Writes all pieces in order, gathered.
   *
   * @throws IOException as a reader or {@code sink} throws it, and if a reader is short of bytes
   */
  void write(List<DocumentReader> documents, ByteSink sink) throws IOException {
    var out = new GatheringSink(sink);
    int inHand = TEXT;
    var manifest = new byte[0];
    for (int i = 0; i < size; i++) {
      if (origins[i] >= 0) {
        copyExactly(documents.get(origins[i]), froms[i], tos[i], out);
      } else if (origins[i] == TEXT) {
        text.copy((int) froms[i], (int) tos[i], out);
      } else {
        // Its pieces come one after the other, and it may have to be read for them.
        if (origins[i] != inHand) {
          manifest = manifests.get(FIRST_MANIFEST - origins[i]).sharedJson();
          inHand = origins[i];
        }
        out.write(manifest, (int) froms[i], (int) (tos[i] - froms[i]));
      }
    }
    out.flush();
  }

  private static void copyExactly(DocumentReader document, long from, long to, GatheringSink out)
      throws IOException {
    long before = out.taken();
    document.copy(from, to, out);
    if (out.taken() - before != to - from) {
      throw new IOException(
          "document: %d bytes at %d (expected: %d)"
              .formatted(out.taken() - before, from, to - from));
    }
  }

  /** Between two members of one object that are one byte apart, that byte is their comma. */
  private boolean comesNext(long from) {
    return from == tos[size - 1] + (comma ? 1 : 0);
  }

  private void writeComma() {
    if (comma) {
      comma = false;
      append(COMMA);
    }
  }

  private void append(byte[] bytes) {
    int from = text.size();
    text.raw(bytes);
    if (size > 0 && origins[size - 1] == TEXT) {
      tos[size - 1] = text.size();
      length += bytes.length;
    } else if (bytes.length > 0) {
      add(TEXT, from, text.size());
    }
  }

  private void add(int origin, long from, long to) {
    if (size == origins.length) {
      int capacity = size + (size >> 1);
      origins = Arrays.copyOf(origins, capacity);
      froms = Arrays.copyOf(froms, capacity);
      tos = Arrays.copyOf(tos, capacity);
    }
    origins[size] = origin;
    froms[size] = from;
    tos[size] = to;
    size++;
    length += to - from;
  }
}
