package dev.weir.cache;

import java.util.Arrays;

/**
 * Many blobs' names in little memory: 64 bits of each. Two that agree in them are taken for one,
 * which keeps a blob for nothing and harms nobody.
 */
public final class BlobNames {
  private static final int BITS_IN_HEX = 16;

  private long[] names = new long[1024];
  private int size;
  private boolean sorted = true;

  /** Adds a name: hexadecimal digits, sixteen at least. */
  public void add(String hex) {
    if (size == names.length) {
      names = Arrays.copyOf(names, size * 2);
    }
    names[size++] = shortened(hex);
    sorted = false;
  }

  /** Whether it was added. */
  public boolean contains(String hex) {
    return find(hex) >= 0;
  }

  /** Whether the name was added more than once. */
  boolean several(String hex) {
    int found = find(hex);
    if (found < 0) {
      return false;
    }
    return found > 0 && names[found - 1] == names[found]
        || found + 1 < size && names[found + 1] == names[found];
  }

  private int find(String hex) {
    if (!sorted) {
      Arrays.sort(names, 0, size);
      sorted = true;
    }
    return Arrays.binarySearch(names, 0, size, shortened(hex));
  }

  private static long shortened(String hex) {
    return Long.parseUnsignedLong(hex, 0, BITS_IN_HEX, 16);
  }
}
