package dev.weir.registry;

import io.netty.handler.codec.http.HttpHeaders;

/**
 * {@code npm-notice}: a line that npm prints to its user. What cannot stand in a header becomes a
 * space, so that no text, whoever wrote it, can end the header or play with a terminal.
 */
final class Notice {
  private static final String NAME = "npm-notice";
  private static final int LONGEST = 512;

  private Notice() {}

  /** Adds {@code text}, unless nothing of it is left. */
  static void add(HttpHeaders headers, String text) {
    var line = line(text);
    if (!line.isEmpty()) {
      headers.set(NAME, line);
    }
  }

  /** One line of printable ASCII, at most {@value #LONGEST} characters. */
  static String line(String text) {
    var line = text.replaceAll("[^\\x21-\\x7e]+", " ").strip();
    return line.length() <= LONGEST ? line : line.substring(0, LONGEST - 3) + "...";
  }
}
