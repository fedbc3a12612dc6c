package dev.weir.npm;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The parser's buffer is 8,000 bytes: what matters happens where a token lies across its end. */
class JsonCursorTest {
  @ParameterizedTest
  @ValueSource(ints = {1, 7, 1000, 7999, 8000, 8001, 1 << 20})
  void placesAreThoseThatASlowReaderFinds(int chunk) throws Exception {
    for (int seed = 0; seed < 40; seed++) {
      var json = new OddPackument("x", new Random(seed)).json().getBytes(StandardCharsets.UTF_8);

      assertThat(placesIn(json, chunk)).as("seed %d", seed).isEqualTo(PlacesInJson.of(json));
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "\"text\"",
        "\"\\u00fc\\n\\\\\"",
        "\"ü日\uD83D\uDE00\"",
        "-12.5e+3",
        "0",
        "true",
        "false",
        "null",
        "{}",
        "[]",
        "{ \"a\" : [ 1 , {} ] }",
        "[[\"]\"]]"
      })
  void aValueAcrossTheBuffersEndIsPlacedRight(String value) throws Exception {
    for (int padding = 7_950; padding < 8_010; padding++) {
      var text = "{\"%s\":1,\"a\" : %s , \"b\":%s}".formatted("p".repeat(900), value, value);
      var json = (" ".repeat(padding - 900) + text).getBytes(StandardCharsets.UTF_8);

      assertThat(placesIn(json, json.length)).as("%d", padding).isEqualTo(PlacesInJson.of(json));
    }
  }

  @Test
  void aLongStringIsPassedOverWithoutBeingKept() throws Exception {
    var json = "{\"long\":\"%s\",\"b\":2}".formatted("x".repeat(JsonCursor.MAX_STRING + 1));

    try (var cursor = cursor(json.getBytes(StandardCharsets.UTF_8), 5000)) {
      cursor.root();
      assertThat(cursor.nextMember()).isTrue();
      cursor.skip();
      assertThat(cursor.nextMember()).isTrue();
      assertThat(cursor.start()).isEqualTo(json.indexOf("\"b\""));
    }
  }

  private static JsonCursor cursor(byte[] json, int chunk) {
    return new JsonCursor(new Utf8Input(new ChunkedInput(json, chunk)));
  }

  private static Map<String, PlacesInJson.Place> placesIn(byte[] json, int chunk)
      throws MalformedPackumentException {
    var places = new LinkedHashMap<String, PlacesInJson.Place>();
    try (var cursor = cursor(json, chunk)) {
      cursor.root();
      walk("", cursor, places);
      cursor.nothingMore();
    }
    return places;
  }

  private static void walk(String path, JsonCursor cursor, Map<String, PlacesInJson.Place> places) {
    while (cursor.nextMember()) {
      var key = path + "/" + cursor.name();
      long name = cursor.start();
      boolean object = cursor.object();
      long value = cursor.valueStart();
      if (object) {
        walk(key, cursor, places);
      }
      places.put(key, new PlacesInJson.Place(name, value, cursor.end()));
    }
  }
}
