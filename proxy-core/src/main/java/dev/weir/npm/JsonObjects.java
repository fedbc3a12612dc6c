package dev.weir.npm;

import java.io.ByteArrayInputStream;
import java.util.Optional;
import tools.jackson.core.JacksonException;

/** Whether bytes are one JSON object, read to its end without being kept. */
public final class JsonObjects {
  private JsonObjects() {}

  /** What is wrong with {@code json} as an object in UTF-8; empty if it is one. */
  public static Optional<String> problem(byte[] json) {
    try (var cursor = new JsonCursor(new Utf8Input(new ByteArrayInputStream(json)))) {
      cursor.root();
      while (cursor.nextMember()) {
        cursor.skip();
      }
      cursor.nothingMore();
      return Optional.empty();
    } catch (MalformedPackumentException malformed) {
      return Optional.of(String.valueOf(malformed.getMessage()));
    } catch (JacksonException malformed) {
      return Optional.of(String.valueOf(JsonCursor.explainInMemory(malformed).getMessage()));
    }
  }
}
