package dev.weir.cli.login;

import dev.weir.cli.json.Json;
import java.util.Optional;

/**
 * Something that was done to a file, for the user.
 *
 * @param what what was done, such as {@code set}
 * @param file the file
 * @param line where; 0 if nowhere any more
 * @param text what stands there, without secrets
 * @param was what stood there before, without secrets
 */
record Told(What what, String file, int line, String text, Optional<String> was) {
  /** What can be done. */
  enum What {
    /** Written by this login. */
    SET("set"),
    /** As it should be already, or as the user likes it. */
    KEPT("kept"),
    /** As before the login again. */
    RESTORED("restored"),
    /** Gone, for it was not there before the login. */
    REMOVED("removed"),
    /** Changed by others since, and therefore not touched. */
    LEFT("left alone");

    private final String word;

    What(String word) {
      this.word = word;
    }

    String word() {
      return word;
    }
  }

  String asLine() {
    var place = line == 0 ? file : file + ":" + line;
    var then = was.map(old -> "  (was: " + old + ")").orElse("");
    return "  %s %s  %s%s".formatted(what.word(), place, text, then);
  }

  Json asJson() {
    var json =
        Json.Members.NONE
            .with("what", new Json.Text(what.word()))
            .with("file", new Json.Text(file))
            .with("line", Json.Digits.of(line))
            .with("text", new Json.Text(text));
    return was.<Json>map(old -> json.with("was", new Json.Text(old))).orElse(json);
  }
}
