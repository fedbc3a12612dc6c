package dev.weir.npm;

import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Finds where each member of a JSON text stands, one byte at a time and for good JSON only: what
 * {@link JsonCursor} is held against. A member's key is its path, as {@code /versions/1.0.0}.
 */
final class PlacesInJson {
  private final byte[] json;
  private final Map<String, Place> places = new LinkedHashMap<>();
  private int at;

  /** Byte offsets: of the name's quote, of the value's first byte, of the byte after it. */
  record Place(long name, long value, long end) {}

  private PlacesInJson(byte[] json) {
    this.json = json;
  }

  static Map<String, Place> of(byte[] json) {
    var finder = new PlacesInJson(json);
    finder.space();
    finder.value("");
    return finder.places;
  }

  private void value(String path) {
    switch (json[at]) {
      case '{' -> object(path);
      case '[' -> array();
      case '"' -> string();
      default -> scalar();
    }
  }

  private void object(String path) {
    at++;
    space();
    while (json[at] != '}') {
      int name = at;
      var key = string();
      space();
      at++;
      space();
      int value = at;
      value(path + "/" + key);
      places.put(path + "/" + key, new Place(name, value, at));
      space();
      at += json[at] == ',' ? 1 : 0;
      space();
    }
    at++;
  }

  private void array() {
    at++;
    space();
    while (json[at] != ']') {
      // Members of objects in arrays are nobody's: a path that no member has.
      value("[]" + at);
      space();
      at += json[at] == ',' ? 1 : 0;
      space();
    }
    at++;
    places.keySet().removeIf(path -> path.startsWith("[]"));
  }

  private String string() {
    int from = at++;
    while (json[at] != '"') {
      at += json[at] == '\\' ? 2 : 1;
    }
    at++;
    var text = new String(json, from, at - from, StandardCharsets.UTF_8);
    return ReferenceRenderer.JSON.readValue(text, String.class);
  }

  private void scalar() {
    while (at < json.length && ",]} \n\r\t".indexOf(json[at]) < 0) {
      at++;
    }
  }

  private void space() {
    while (at < json.length && " \n\r\t".indexOf(json[at]) >= 0) {
      at++;
    }
  }
}
