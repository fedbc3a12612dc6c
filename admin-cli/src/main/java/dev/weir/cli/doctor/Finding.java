package dev.weir.cli.doctor;

import dev.weir.cli.json.Json;

/**
 * What a check has found.
 *
 * @param check the name of the check
 * @param advice what to do; empty if nothing need be done
 */
record Finding(String check, Level level, String text, String advice) {
  /** How bad it is. */
  enum Level {
    OK,
    /** Works, but not as well as it could, or not for everybody. */
    WARN,
    /** Does not work, or will not. */
    FAIL
  }

  static Finding ok(String check, String text) {
    return new Finding(check, Level.OK, text, "");
  }

  static Finding warn(String check, String text, String advice) {
    return new Finding(check, Level.WARN, text, advice);
  }

  static Finding fail(String check, String text, String advice) {
    return new Finding(check, Level.FAIL, text, advice);
  }

  Json asJson() {
    var json =
        Json.Members.NONE
            .with("check", new Json.Text(check))
            .with("level", new Json.Text(level.name()))
            .with("text", new Json.Text(text));
    return advice.isEmpty() ? json : json.with("advice", new Json.Text(advice));
  }
}
