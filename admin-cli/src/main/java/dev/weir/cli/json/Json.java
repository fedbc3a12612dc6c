package dev.weir.cli.json;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A JSON value (RFC 8259). Immutable; members keep their order and numbers their digits. */
public sealed interface Json {
  /** An object. */
  record Members(Map<String, Json> all) implements Json {
    public static final Members NONE = new Members(Map.of());

    public Members {
      all = Collections.unmodifiableMap(new LinkedHashMap<>(all));
    }

    /** This one with a further member, or with another value in its place. */
    public Members with(String name, Json value) {
      var more = new LinkedHashMap<>(all);
      more.put(name, value);
      return new Members(more);
    }

    /** This one without a member that it may have. */
    public Members without(String name) {
      var fewer = new LinkedHashMap<>(all);
      fewer.remove(name);
      return new Members(fewer);
    }
  }

  /** An array. */
  record Items(List<Json> all) implements Json {
    public Items {
      all = List.copyOf(all);
    }

    /** All of this one, then all of the other. */
    public Items and(Items other) {
      var both = new ArrayList<>(all);
      both.addAll(other.all);
      return new Items(both);
    }
  }

  /** A string. */
  record Text(String value) implements Json {}

  /** A number as it was written, such as {@code 1.50}. */
  record Digits(String literal) implements Json {
    public static Digits of(Number number) {
      return new Digits(number.toString());
    }
  }

  /** The words without a value of their own. */
  enum Word implements Json {
    TRUE("true"),
    FALSE("false"),
    NULL("null");

    private final String word;

    Word(String word) {
      this.word = word;
    }

    @Override
    public String toString() {
      return word;
    }
  }

  /** What stands at the end of this path of members, if all of them are there and not null. */
  default Optional<Json> at(String... path) {
    Json here = this;
    for (String name : path) {
      var next = here instanceof Members members ? members.all().get(name) : null;
      if (next == null || next == Word.NULL) {
        return Optional.empty();
      }
      here = next;
    }
    return Optional.of(here);
  }

  /** The string or number at the end of a path, as text; empty if there is none. */
  default String text(String... path) {
    return at(path).map(Json::asText).orElse("");
  }

  /** The number at the end of a path; nought if there is none. */
  default double number(String... path) {
    return at(path).orElse(Word.NULL) instanceof Digits digits
        ? Double.parseDouble(digits.literal())
        : 0;
  }

  /** The array's values at the end of a path; none if there is none. */
  default List<Json> items(String... path) {
    return at(path).orElse(Word.NULL) instanceof Items items ? items.all() : List.of();
  }

  /** A value in one line: a string or number bare, a list with commas, an object as its values. */
  default String asText() {
    if (this instanceof Text text) {
      return text.value();
    }
    if (this instanceof Digits digits) {
      return digits.literal();
    }
    if (this instanceof Items items) {
      return String.join(", ", items.all().stream().map(Json::asText).toList());
    }
    if (this instanceof Members members) {
      return String.join(" ", members.all().values().stream().map(Json::asText).toList());
    }
    return this == Word.NULL ? "" : toString();
  }
}
