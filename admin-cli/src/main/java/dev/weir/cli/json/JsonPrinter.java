package dev.weir.cli.json;

import java.util.Iterator;
import java.util.Map;

/**
 * Writes JSON as the AWS CLI does: four blanks for each level, nothing but ASCII control characters
 * escaped. So what a script cut out of its output by lines still comes out.
 */
public final class JsonPrinter {
  private static final String INDENT = "    ";

  private final StringBuilder out = new StringBuilder();

  private JsonPrinter() {}

  /** The text, without a line's end after it. */
  public static String print(Json json) {
    var printer = new JsonPrinter();
    printer.value(json, "\n");
    return printer.out.toString();
  }

  private void value(Json json, String line) {
    if (json instanceof Json.Members members) {
      members(members, line);
    } else if (json instanceof Json.Items items) {
      items(items, line);
    } else if (json instanceof Json.Text text) {
      string(text.value());
    } else {
      out.append(json instanceof Json.Digits digits ? digits.literal() : json);
    }
  }

  private void members(Json.Members members, String line) {
    var inner = line + INDENT;
    out.append('{');
    for (Iterator<Map.Entry<String, Json>> rest = members.all().entrySet().iterator();
        rest.hasNext(); ) {
      var member = rest.next();
      out.append(inner);
      string(member.getKey());
      out.append(": ");
      value(member.getValue(), inner);
      out.append(rest.hasNext() ? "," : line);
    }
    out.append('}');
  }

  private void items(Json.Items items, String line) {
    var inner = line + INDENT;
    out.append('[');
    for (Iterator<Json> rest = items.all().iterator(); rest.hasNext(); ) {
      out.append(inner);
      value(rest.next(), inner);
      out.append(rest.hasNext() ? "," : line);
    }
    out.append(']');
  }

  private void string(String text) {
    out.append('"');
    text.chars().forEach(this::character);
    out.append('"');
  }

  private void character(int c) {
    switch (c) {
      case '"' -> out.append("\\\"");
      case '\\' -> out.append("\\\\");
      case '\n' -> out.append("\\n");
      case '\r' -> out.append("\\r");
      case '\t' -> out.append("\\t");
      case '\b' -> out.append("\\b");
      case '\f' -> out.append("\\f");
      default -> {
        if (c < ' ') {
          out.append("\\u%04x".formatted(c));
        } else {
          out.append((char) c);
        }
      }
    }
  }
}
