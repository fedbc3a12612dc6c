package dev.weir.npm;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;

/**
 * Writes values as JSON in all the ways that are legal: white space, escapes and the order of
 * members as chance has it. Maps, lists and strings are written; anything else is written as it
 * prints.
 */
final class OddJson {
  /** A value that is its own text, such as a number. */
  record Raw(String json) {
    @Override
    public String toString() {
      return json;
    }
  }

  private static final String[] SPACES = {" ", "\n", "\t", "\r\n", "  \n    "};

  private final Random random;
  private final boolean compact;
  private final StringBuilder out = new StringBuilder();

  private OddJson(Random random) {
    this.random = random;
    this.compact = random.nextInt(3) == 0;
  }

  static String write(Object value, Random random) {
    var json = new OddJson(random);
    json.space();
    json.value(value);
    json.space();
    return json.out.toString();
  }

  private void value(Object value) {
    if (value instanceof Map<?, ?> map) {
      object(map);
    } else if (value instanceof List<?> list) {
      array(list);
    } else if (value instanceof String text) {
      string(text);
    } else {
      out.append(value);
    }
  }

  private void object(Map<?, ?> map) {
    var members = new ArrayList<Map.Entry<?, ?>>(map.entrySet());
    if (random.nextBoolean()) {
      Collections.shuffle(members, random);
    }
    out.append('{');
    space();
    var comma = "";
    for (var member : members) {
      out.append(comma);
      space();
      string((String) member.getKey());
      space();
      out.append(':');
      space();
      value(member.getValue());
      space();
      comma = ",";
    }
    out.append('}');
  }

  private void array(List<?> list) {
    out.append('[');
    space();
    for (int i = 0; i < list.size(); i++) {
      out.append(i == 0 ? "" : ",");
      space();
      value(list.get(i));
      space();
    }
    out.append(']');
  }

  private void string(String text) {
    boolean escapeFreely = random.nextInt(8) == 0;
    out.append('"');
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c == '"' || c == '\\') {
        out.append('\\').append(c);
      } else if (c < ' ' || Character.isSurrogate(c) || escapeFreely && random.nextInt(3) == 0) {
        out.append(c == '/' && random.nextBoolean() ? "\\/" : "\\u%04x".formatted((int) c));
      } else {
        out.append(c);
      }
    }
    out.append('"');
  }

  private void space() {
    if (!compact && random.nextInt(3) == 0) {
      out.append(SPACES[random.nextInt(SPACES.length)]);
    }
  }
}
