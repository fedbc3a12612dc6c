package dev.weir.config;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/**
 * A value as it was written, before anyone knows its type.
 *
 * <p>Each node says where it came from, such as {@code weir.yaml:12:3} or {@code --set}, so that a
 * message can.
 */
sealed interface Node {
  /** {@code weir.yaml:12:3}, {@code --set}, {@code --port} or a variable's name. */
  String from();

  /** A scalar; a plain one may mean null, a quoted one never does. */
  record Scalar(String text, boolean plain, String from) implements Node {
    boolean isNull() {
      return plain && (text.isEmpty() || text.equals("~") || text.equalsIgnoreCase("null"));
    }
  }

  /** A list. */
  record Sequence(List<Node> items, String from) implements Node {
    public Sequence {
      items = List.copyOf(items);
    }
  }

  /**
   * Keys and values, in the order in which they were written.
   *
   * @param whole whether it was written as a whole, so that a map of names in it takes the
   *     default's place; {@code --set} writes single keys, which add to what is there
   */
  record Mapping(Map<String, Node> entries, boolean whole, String from) implements Node {
    /** Nothing set. */
    static final Mapping EMPTY = new Mapping(Map.of(), false, "default");

    /** With {@code value} at {@code path}; what is in the way and isn't a mapping gives way. */
    Mapping with(KeyPath path, Node value) {
      return with(path.segments(), value);
    }

    private Mapping with(List<String> path, Node value) {
      var copy = new LinkedHashMap<>(entries);
      String key = path.get(0);
      if (path.size() == 1) {
        copy.put(key, value);
      } else {
        var below = copy.get(key) instanceof Mapping there ? there : empty(value.from());
        copy.put(key, below.with(path.subList(1, path.size()), value));
      }
      return new Mapping(copy, whole, from);
    }

    private static Mapping empty(String from) {
      return new Mapping(Map.of(), false, from);
    }
  }

  default <T> T match(
      Function<Scalar, T> scalar, Function<Sequence, T> sequence, Function<Mapping, T> mapping) {
    if (this instanceof Scalar s) {
      return scalar.apply(s);
    } else if (this instanceof Sequence s) {
      return sequence.apply(s);
    }
    return mapping.apply((Mapping) this);
  }
}
