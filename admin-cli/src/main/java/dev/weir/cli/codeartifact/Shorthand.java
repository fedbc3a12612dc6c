package dev.weir.cli.codeartifact;

import dev.weir.cli.json.Json;
import java.util.LinkedHashMap;

/**
 * The AWS CLI's short way to write an object, {@code key=team,value=web}: names and values joined
 * by {@code =}, pairs by commas. A value in quotes may have commas; a backslash lets a character
 * stand for itself.
 */
final class Shorthand {
  private final String text;
  private int at;

  private Shorthand(String text) {
    this.text = text;
  }

  /** The object, or an {@link IllegalArgumentException} that says what was expected. */
  static Json.Members read(String text) {
    var reader = new Shorthand(text);
    var members = new LinkedHashMap<String, Json>();
    do {
      var name = reader.name();
      members.put(name, new Json.Text(reader.value()));
    } while (reader.another());
    return new Json.Members(members);
  }

  private String name() {
    int end = text.indexOf('=', at);
    if (end <= at) {
      throw new IllegalArgumentException("expected: name=value, or several with commas between");
    }
    var name = text.substring(at, end).strip();
    at = end + 1;
    return name;
  }

  private String value() {
    if (at < text.length() && (text.charAt(at) == '"' || text.charAt(at) == '\'')) {
      char quote = text.charAt(at++);
      var value = until(quote);
      if (at++ >= text.length()) {
        throw new IllegalArgumentException("expected: a " + quote + " at the end of the value");
      }
      return value;
    }
    return until(',');
  }

  private String until(char end) {
    var value = new StringBuilder();
    while (at < text.length() && text.charAt(at) != end) {
      if (text.charAt(at) == '\\' && at + 1 < text.length()) {
        at++;
      }
      value.append(text.charAt(at++));
    }
    return value.toString();
  }

  /** Steps over a comma, behind which the next pair stands. */
  private boolean another() {
    if (at >= text.length()) {
      return false;
    }
    if (text.charAt(at) != ',') {
      throw new IllegalArgumentException("expected: a comma after each value");
    }
    at++;
    return true;
  }
}
