package dev.weir.npm;

/**
 * A file, directory or anything else in an archive.
 *
 * @param path as it stands there
 * @param size of its content, in bytes
 * @param plain whether it is a file whose content lies there as it is: no link, nothing sparse
 */
record TarEntry(String path, long size, boolean plain) {}
