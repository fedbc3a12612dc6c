package dev.weir.config;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Makes records of nodes. Whatever is wrong goes to {@link Problems}, and the default takes its
 * place so that the rest is looked at too.
 */
final class Binder {
  private final Problems problems;
  private final Map<String, String> origins = new HashMap<>();

  Binder(Problems problems) {
    this.problems = problems;
  }

  /** Where each key that was set came from, by its dotted name. */
  Map<String, String> origins() {
    return origins;
  }

  /** A record like {@code base} with what {@code node} says; {@code base} itself if that is bad. */
  Record section(KeyPath path, Node node, Record base) {
    if (node instanceof Node.Scalar scalar && scalar.isNull()) {
      return base; // a section whose keys are all commented out
    }
    if (!(node instanceof Node.Mapping mapping)) {
      problems.add(path, shown(node), "a section with keys", node.from());
      return base;
    }
    List<Schema.Key> keys = Schema.keys(base.getClass());
    refuseUnknown(path, mapping, keys);
    var values = new ArrayList<Object>();
    for (Schema.Key key : keys) {
      Node value = mapping.entries().get(key.name());
      Object standing = key.of(base);
      values.add(value == null ? standing : value(path.child(key.name()), key, value, standing));
    }
    return build(path, keys, values, base);
  }

  private void refuseUnknown(KeyPath path, Node.Mapping mapping, List<Schema.Key> keys) {
    var known = keys.stream().map(Schema.Key::name).toList();
    for (var entry : mapping.entries().entrySet()) {
      if (!known.contains(entry.getKey())) {
        KeyPath unknown = path.child(entry.getKey());
        var message = "%s: unknown key (%s)".formatted(unknown, Suggestion.of(unknown, known));
        problems.addMessage(unknown, message, entry.getValue().from());
      }
    }
  }

  /**
   * Constructs the record. A check that fails names its key: it is reported, the key falls back to
   * its default and the next check gets its turn.
   */
  private Record build(KeyPath path, List<Schema.Key> keys, List<Object> values, Record base) {
    var names = keys.stream().map(Schema.Key::name).toList();
    for (int tries = 0; tries <= keys.size(); tries++) {
      try {
        return Schema.construct(base.getClass(), values.toArray());
      } catch (IllegalArgumentException check) {
        var message = String.valueOf(check.getMessage());
        KeyPath bad = path.child(message.substring(0, Math.max(0, message.indexOf(':'))));
        var prefix = path.segments().isEmpty() ? "" : path + ".";
        problems.addMessage(bad, prefix + message, origins.getOrDefault(bad.toString(), ""));
        int index = names.indexOf(bad.segments().get(bad.segments().size() - 1));
        if (index < 0) {
          return base;
        }
        values.set(index, keys.get(index).of(base));
      }
    }
    return base;
  }

  private Object value(KeyPath path, Schema.Key key, Node node, Object standing) {
    origins.put(path.toString(), node.from());
    if (key.isSection()) {
      return section(path, node, (Record) standing);
    } else if (key.isMap()) {
      return map(path, key.element(), node, (Map<?, ?>) standing);
    } else if (key.isList()) {
      return list(path, node, standing);
    } else if (key.isOptional()) {
      return optional(path, key.element(), node, standing);
    }
    return scalar(path, (Class<?>) key.type(), node).map(Object.class::cast).orElse(standing);
  }

  private Object optional(KeyPath path, Class<?> element, Node node, Object standing) {
    if (isNull(node) || node instanceof Node.Scalar scalar && scalar.text().isBlank()) {
      return Optional.empty();
    }
    var value = scalar(path, element, node);
    return value.isPresent() ? value : standing;
  }

  private Optional<?> scalar(KeyPath path, Class<?> type, Node node) {
    if (node instanceof Node.Scalar scalar) {
      var text = scalar.isNull() ? "" : scalar.text();
      var value = ScalarText.parse(type, text);
      if (value.isPresent()) {
        return value;
      }
    }
    problems.add(path, shown(node), ScalarText.expected(type), node.from());
    return Optional.empty();
  }

  private Object list(KeyPath path, Node node, Object standing) {
    if (node instanceof Node.Scalar scalar) {
      return scalar.isNull() ? List.of() : split(scalar.text());
    }
    if (node instanceof Node.Sequence sequence
        && sequence.items().stream().allMatch(Node.Scalar.class::isInstance)) {
      return sequence.items().stream().map(item -> ((Node.Scalar) item).text()).toList();
    }
    problems.add(path, shown(node), "a list of words: [a, b] or a,b", node.from());
    return standing;
  }

  private static List<String> split(String text) {
    return Stream.of(text.split(",", -1)).map(String::strip).filter(s -> !s.isEmpty()).toList();
  }

  private Object map(KeyPath path, Class<?> element, Node node, Map<?, ?> standing) {
    if (isNull(node)) {
      return Map.of();
    }
    if (!(node instanceof Node.Mapping mapping)) {
      problems.add(path, shown(node), "a section with names as keys", node.from());
      return standing;
    }
    var all = new LinkedHashMap<Object, Object>(mapping.whole() ? Map.of() : standing);
    for (var entry : mapping.entries().entrySet()) {
      KeyPath child = path.child(entry.getKey());
      origins.put(child.toString(), entry.getValue().from());
      Object base = all.getOrDefault(entry.getKey(), Schema.defaults(element));
      all.put(entry.getKey(), section(child, entry.getValue(), (Record) base));
    }
    return all;
  }

  private static boolean isNull(Node node) {
    return node instanceof Node.Scalar scalar && scalar.isNull();
  }

  private static String shown(Node node) {
    return node.match(
        scalar -> scalar.isNull() ? "nothing" : scalar.text(),
        sequence -> "a list",
        mapping -> "a section");
  }
}
