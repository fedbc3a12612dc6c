package dev.weir.npm;

/**
 * A file, directory or anything else in an archive.
 *
 * @param path as it stands there
 * @param size of its content, in bytes
 */
record TarEntry(String path, long size, Kind kind) {
  enum Kind {
    /** Whose content lies there as it is. */
    FILE,
    FOLDER,
    LINK,
    /** A device, something sparse, whatever nobody knows. */
    OTHER
  }

  boolean plain() {
    return kind == Kind.FILE;
  }
}
