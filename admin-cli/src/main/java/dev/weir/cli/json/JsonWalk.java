package dev.weir.cli.json;

import java.util.Set;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.core.json.JsonReadFeature;

/**
 * Goes through a large JSON object member by member, so that it never is in memory as a whole.
 * Takes comments and commas before a closing bracket too (JSONC), as some programs write them.
 */
public final class JsonWalk {
  private static final JsonFactory FACTORY =
      JsonFactory.builder()
          .enable(JsonReadFeature.ALLOW_JAVA_COMMENTS)
          .enable(JsonReadFeature.ALLOW_TRAILING_COMMA)
          .build();

  /** Is told of each member. */
  @FunctionalInterface
  public interface Visitor {
    /**
     * A member.
     *
     * @param section the section that it stands in; empty for a member of the object itself
     * @param line where its value begins, counted from 1
     */
    void member(String section, String name, Json value, int line);
  }

  private final JsonParser parser;
  private final Visitor visitor;

  private JsonWalk(JsonParser parser, Visitor visitor) {
    this.parser = parser;
    this.visitor = visitor;
  }

  /**
   * Goes through the one object that {@code text} is.
   *
   * @param sections members that are objects and whose members are visited one by one
   * @throws MalformedJsonException if it is no object
   */
  public static void through(String text, Set<String> sections, Visitor visitor) {
    try (var parser = FACTORY.createParser(ObjectReadContext.empty(), text)) {
      new JsonWalk(parser, visitor).root(sections);
    } catch (JacksonException malformed) {
      throw JsonReader.malformed(malformed);
    }
  }

  private void root(Set<String> sections) {
    if (parser.nextToken() != JsonToken.START_OBJECT) {
      throw unexpected("no JSON object");
    }
    while (parser.nextToken() != JsonToken.END_OBJECT) {
      var name = parser.currentName();
      boolean opened = parser.nextToken() == JsonToken.START_OBJECT && sections.contains(name);
      if (opened) {
        section(name);
      } else {
        visit("", name);
      }
    }
    if (parser.nextToken() != null) {
      throw unexpected("more than one JSON value");
    }
  }

  private void section(String section) {
    while (parser.nextToken() != JsonToken.END_OBJECT) {
      var name = parser.currentName();
      parser.nextToken();
      visit(section, name);
    }
  }

  private void visit(String section, String name) {
    int line = line();
    visitor.member(section, name, JsonReader.value(parser), line);
  }

  private int line() {
    return Math.max(0, parser.currentTokenLocation().getLineNr());
  }

  private MalformedJsonException unexpected(String message) {
    return new MalformedJsonException(line(), message, new IllegalArgumentException(message));
  }
}
