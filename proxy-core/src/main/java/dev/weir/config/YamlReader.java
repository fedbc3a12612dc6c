package dev.weir.config;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.api.lowlevel.Parse;
import org.snakeyaml.engine.v2.common.ScalarStyle;
import org.snakeyaml.engine.v2.events.AliasEvent;
import org.snakeyaml.engine.v2.events.Event;
import org.snakeyaml.engine.v2.events.Event.ID;
import org.snakeyaml.engine.v2.events.NodeEvent;
import org.snakeyaml.engine.v2.events.ScalarEvent;
import org.snakeyaml.engine.v2.exceptions.Mark;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;

/**
 * Turns YAML into {@link Node}s, and only into those: it works on the parser's events, so that no
 * tag makes an object and no alias multiplies one. Anchors are refused, nesting and length bounded.
 */
final class YamlReader {
  private static final int MAX_CHARACTERS = 1 << 20;
  private static final int MAX_DEPTH = 16;

  private final String label;
  private final Problems problems;
  private final Iterator<Event> events;

  private YamlReader(String yaml, String label, Problems problems) {
    this.label = label;
    this.problems = problems;
    var settings = LoadSettings.builder().setLabel(label).setCodePointLimit(MAX_CHARACTERS).build();
    this.events = new Parse(settings).parseString(yaml).iterator();
  }

  /** The one document in {@code yaml}; empty after adding to {@code problems}, or without one. */
  static Optional<Node> read(String yaml, String label, Problems problems) {
    try {
      return new YamlReader(yaml, label, problems).document();
    } catch (MarkedYamlEngineException bad) {
      var place = bad.getProblemMark().map(mark -> place(label, mark)).orElse(label);
      problems.addMessage(KeyPath.ROOT, "not YAML: " + bad.getProblem(), place);
    } catch (NotForUs bad) {
      problems.addMessage(KeyPath.ROOT, "not a configuration: " + bad.getMessage(), bad.place);
    } catch (YamlEngineException bad) {
      problems.addMessage(KeyPath.ROOT, "not YAML: " + firstLine(bad), label);
    }
    return Optional.empty();
  }

  private Optional<Node> document() {
    events.next(); // the stream's start
    if (events.next().getEventId() == ID.StreamEnd) {
      return Optional.empty();
    }
    Node root = node(events.next(), KeyPath.ROOT, 0);
    events.next(); // the document's end
    Event end = events.next();
    if (end.getEventId() != ID.StreamEnd) {
      throw new NotForUs("a second document (expected: one)", place(end));
    }
    return Optional.of(root);
  }

  private Node node(Event event, KeyPath path, int depth) {
    refuseFeatures(event);
    if (depth > MAX_DEPTH) {
      throw new NotForUs("nested more than %d deep".formatted(MAX_DEPTH), place(event));
    }
    if (event instanceof ScalarEvent scalar) {
      boolean plain = scalar.getScalarStyle() == ScalarStyle.PLAIN;
      return new Node.Scalar(scalar.getValue(), plain, place(event));
    }
    return event.getEventId() == ID.SequenceStart
        ? sequence(event, path, depth)
        : mapping(event, path, depth);
  }

  private Node sequence(Event start, KeyPath path, int depth) {
    var items = new ArrayList<Node>();
    for (Event next = events.next(); next.getEventId() != ID.SequenceEnd; next = events.next()) {
      items.add(node(next, path, depth + 1));
    }
    return new Node.Sequence(items, place(start));
  }

  private Node mapping(Event start, KeyPath path, int depth) {
    Map<String, Node> entries = new LinkedHashMap<>();
    for (Event next = events.next(); next.getEventId() != ID.MappingEnd; next = events.next()) {
      String key = key(next);
      Node value = node(events.next(), path.child(key), depth + 1);
      Node earlier = entries.putIfAbsent(key, value);
      if (earlier != null) {
        var message = "%s: given twice (first: %s)".formatted(path.child(key), earlier.from());
        problems.addMessage(path.child(key), message, place(next));
      }
    }
    return new Node.Mapping(entries, true, place(start));
  }

  private String key(Event event) {
    refuseFeatures(event);
    if (event instanceof ScalarEvent scalar) {
      return scalar.getValue();
    }
    throw new NotForUs("a key that is a list or a section (expected: a word)", place(event));
  }

  private void refuseFeatures(Event event) {
    boolean anchored = event instanceof NodeEvent node && node.getAnchor().isPresent();
    if (anchored || event instanceof AliasEvent) {
      throw new NotForUs("an anchor or alias (expected: the value itself)", place(event));
    }
    if (event instanceof ScalarEvent scalar && scalar.getTag().isPresent()) {
      throw new NotForUs(
          "the tag %s (expected: none)".formatted(scalar.getTag().get()), place(event));
    }
  }

  private String place(Event event) {
    return event.getStartMark().map(mark -> place(label, mark)).orElse(label);
  }

  /** The engine counts from 0, people and editors from 1. */
  private static String place(String label, Mark mark) {
    return "%s:%d:%d".formatted(label, mark.getLine() + 1, mark.getColumn() + 1);
  }

  private static String firstLine(Exception bad) {
    return String.valueOf(bad.getMessage()).lines().findFirst().orElse("");
  }

  /** YAML that is well formed and that a configuration has no use for. */
  private static final class NotForUs extends RuntimeException {
    private final String place;

    NotForUs(String message, String place) {
      super(message, null, false, false);
      this.place = place;
    }
  }
}
