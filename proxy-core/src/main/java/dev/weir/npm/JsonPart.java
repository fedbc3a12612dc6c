package dev.weir.npm;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Optional;
import tools.jackson.databind.json.JsonMapper;

/** A value where it stands in a JSON document, which is not copied. */
final class JsonPart {
  private static final JsonMapper JSON = JsonMapper.shared();

  private final byte[] document;
  private final int from;
  private final int to;

  JsonPart(byte[] document, int from, int to) {
    this.document = document;
    this.from = from;
    this.to = to;
  }

  /** Where the string that begins at {@code from} ends, behind its quote, or the document does. */
  static int stringEnd(byte[] document, int from) {
    int at = from + 1;
    while (at < document.length && document[at] != '"') {
      at += document[at] == '\\' ? 2 : 1;
    }
    return Math.min(at + 1, document.length);
  }

  /** A fresh copy. */
  byte[] bytes() {
    return Arrays.copyOfRange(document, from, to);
  }

  /** As it stands. */
  String json() {
    return new String(document, from, to - from, StandardCharsets.UTF_8);
  }

  /** What it says if it is a string, and one of at most {@link JsonCursor#MAX_STRING} bytes. */
  Optional<String> string() {
    return document[from] == '"' && to - from <= JsonCursor.MAX_STRING
        ? Optional.of(JSON.readTree(document, from, to - from).stringValue())
        : Optional.empty();
  }
}
