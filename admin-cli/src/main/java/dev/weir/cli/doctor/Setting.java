package dev.weir.cli.doctor;

/**
 * A setting as it was found.
 *
 * @param where the file and line, or the variable
 */
record Setting(String key, String value, String where) {}
