package dev.weir.cli.yaml;

import dev.weir.cli.json.Json;
import dev.weir.cli.json.JsonWalk;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Set;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.api.lowlevel.Parse;
import org.snakeyaml.engine.v2.events.Event;
import org.snakeyaml.engine.v2.events.Event.ID;
import org.snakeyaml.engine.v2.events.ScalarEvent;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;

/**
 * Goes through a YAML mapping entry by entry, so that a large one never is in memory as a whole.
 * Every scalar is a {@link Json.Text}, whatever YAML may think that it is. It works on the parser's
 * events: tags make nothing, aliases are refused, nesting is bounded.
 */
public final class YamlWalk {
  private static final int DEEPEST = 50;

  private final Iterator<Event> events;
  private final JsonWalk.Visitor visitor;

  private YamlWalk(Iterator<Event> events, JsonWalk.Visitor visitor) {
    this.events = events;
    this.visitor = visitor;
  }

  /**
   * Goes through all documents of {@code text}, each of which must be a mapping or empty.
   *
   * @param sections entries that are mappings and whose entries are visited one by one
   * @throws MalformedYamlException if it cannot be read
   */
  public static void through(String text, Set<String> sections, JsonWalk.Visitor visitor) {
    var settings = LoadSettings.builder().setCodePointLimit(Math.max(1, text.length())).build();
    try {
      var events = new Parse(settings).parseString(text).iterator();
      new YamlWalk(events, visitor).stream(sections);
    } catch (MarkedYamlEngineException bad) {
      int line = bad.getProblemMark().map(mark -> mark.getLine() + 1).orElse(0);
      throw new MalformedYamlException(line, bad.getProblem());
    } catch (YamlEngineException | NoSuchElementException bad) {
      throw new MalformedYamlException(
          0, String.valueOf(bad.getMessage()).lines().findFirst().orElse(""));
    }
  }

  private void stream(Set<String> sections) {
    for (Event event = events.next(); event.getEventId() != ID.StreamEnd; event = events.next()) {
      if (event.getEventId() == ID.DocumentStart) {
        document(events.next(), sections);
      }
    }
  }

  private void document(Event root, Set<String> sections) {
    if (root instanceof ScalarEvent scalar && scalar.getValue().isEmpty()) {
      return;
    }
    if (root.getEventId() != ID.MappingStart) {
      throw malformed(root, "no mapping");
    }
    for (Event key = events.next(); key.getEventId() != ID.MappingEnd; key = events.next()) {
      var name = name(key);
      Event value = events.next();
      if (value.getEventId() == ID.MappingStart && sections.contains(name)) {
        section(name);
      } else {
        visitor.member("", name, value(value, 1), line(value));
      }
    }
  }

  private void section(String section) {
    for (Event key = events.next(); key.getEventId() != ID.MappingEnd; key = events.next()) {
      var name = name(key);
      Event value = events.next();
      visitor.member(section, name, value(value, 2), line(value));
    }
  }

  private Json value(Event event, int depth) {
    if (depth > DEEPEST) {
      throw malformed(event, "nested more than %d deep".formatted(DEEPEST));
    }
    if (event instanceof ScalarEvent scalar) {
      return new Json.Text(scalar.getValue());
    }
    return switch (event.getEventId()) {
      case MappingStart -> mapping(depth);
      case SequenceStart -> sequence(depth);
      default -> throw malformed(event, "an alias (expected: the value itself)");
    };
  }

  private Json mapping(int depth) {
    Map<String, Json> entries = new LinkedHashMap<>();
    for (Event key = events.next(); key.getEventId() != ID.MappingEnd; key = events.next()) {
      var name = name(key);
      entries.put(name, value(events.next(), depth + 1));
    }
    return new Json.Members(entries);
  }

  private Json sequence(int depth) {
    List<Json> items = new ArrayList<>();
    for (Event item = events.next(); item.getEventId() != ID.SequenceEnd; item = events.next()) {
      items.add(value(item, depth + 1));
    }
    return new Json.Items(items);
  }

  private static String name(Event key) {
    if (key instanceof ScalarEvent scalar) {
      return scalar.getValue();
    }
    throw malformed(key, "a key that is no word");
  }

  private static MalformedYamlException malformed(Event event, String message) {
    return new MalformedYamlException(line(event), message);
  }

  private static int line(Event event) {
    return event.getStartMark().map(mark -> mark.getLine() + 1).orElse(0);
  }
}
