package dev.weir.testing.documents;

import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;

/** Writes maps, lists, strings, numbers and booleans as JSON. */
final class Json {
  private static final JsonMapper PLAIN = JsonMapper.builder().build();
  private static final JsonMapper PRETTY =
      JsonMapper.builder().enable(SerializationFeature.INDENT_OUTPUT).build();

  private Json() {}

  static JsonMapper mapper() {
    return PLAIN;
  }

  static byte[] compact(Object value) {
    return PLAIN.writeValueAsBytes(value);
  }

  static byte[] pretty(Object value) {
    return PRETTY.writeValueAsBytes(value);
  }
}
