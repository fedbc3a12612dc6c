package dev.weir.cli.login;

import java.util.List;

/**
 * Where a new entry goes.
 *
 * @param line the line that it stands before
 * @param heading what must stand above it, if that is not there
 * @param indent what stands before each of its lines
 */
record Place(int line, List<String> heading, String indent) {}
