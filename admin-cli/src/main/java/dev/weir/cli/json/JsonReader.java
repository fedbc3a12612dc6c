package dev.weir.cli.json;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.json.JsonFactory;

/** Reads JSON. Jackson bounds how deep it nests and how long its parts are. */
public final class JsonReader {
  private static final JsonFactory FACTORY = new JsonFactory();

  private JsonReader() {}

  /**
   * The one value that {@code text} is, or an {@link IllegalArgumentException} that says why not: a
   * {@link MalformedJsonException} if it knows where.
   */
  public static Json read(String text) {
    try (var parser = FACTORY.createParser(ObjectReadContext.empty(), text)) {
      parser.nextToken();
      var value = value(parser);
      if (parser.nextToken() != null) {
        throw new IllegalArgumentException("more than one JSON value");
      }
      return value;
    } catch (JacksonException malformed) {
      throw malformed(malformed);
    }
  }

  static MalformedJsonException malformed(JacksonException malformed) {
    var place = malformed.getLocation();
    int line = place == null ? 0 : Math.max(0, place.getLineNr());
    return new MalformedJsonException(line, malformed.getOriginalMessage(), malformed);
  }

  /** The value that begins with the parser's token. */
  static Json value(JsonParser parser) {
    JsonToken token = parser.currentToken();
    if (token == null) {
      throw new IllegalArgumentException("no JSON value");
    }
    return switch (token) {
      case START_OBJECT -> members(parser);
      case START_ARRAY -> items(parser);
      case VALUE_TRUE -> Json.Word.TRUE;
      case VALUE_FALSE -> Json.Word.FALSE;
      case VALUE_NULL -> Json.Word.NULL;
      case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT -> new Json.Digits(parser.getString());
      default -> new Json.Text(parser.getString());
    };
  }

  private static Json members(JsonParser parser) {
    Map<String, Json> members = new LinkedHashMap<>();
    while (parser.nextToken() != JsonToken.END_OBJECT) {
      var name = parser.currentName();
      parser.nextToken();
      members.put(name, value(parser));
    }
    return new Json.Members(members);
  }

  private static Json items(JsonParser parser) {
    List<Json> items = new ArrayList<>();
    while (parser.nextToken() != JsonToken.END_ARRAY) {
      items.add(value(parser));
    }
    return new Json.Items(items);
  }
}
