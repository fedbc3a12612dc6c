package dev.weir.cli.lockfile;

import dev.weir.cli.json.Json;

/** Members of a lockfile's entry that should be strings, and may be anything. */
final class Texts {
  private static final int SHOWN = 40;

  private Texts() {}

  /** A string at the end of a path; empty if something else or nothing is there. */
  static String of(Json json, String... path) {
    return json.at(path).orElse(Json.Word.NULL) instanceof Json.Text text ? text.value() : "";
  }

  static boolean isTrue(Json json, String name) {
    return json.at(name).orElse(Json.Word.NULL) == Json.Word.TRUE;
  }

  /** A value for a message. */
  static String shown(Json json) {
    var text = json.asText();
    return text.length() > SHOWN ? text.substring(0, SHOWN) + "…" : text;
  }
}
