package dev.weir.cli.codeartifact;

import dev.weir.cli.Failure;
import dev.weir.cli.json.Json;
import dev.weir.cli.json.JsonReader;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Optional;

/**
 * Where {@code --max-items} left off, in the AWS CLI's own form, so that either CLI goes on where
 * the other stopped.
 *
 * @param page the service's token of the page that was cut; empty for the first
 * @param taken how many of that page's items were shown
 */
record ResumeToken(Optional<String> page, int taken) {
  static final ResumeToken START = new ResumeToken(Optional.empty(), 0);

  static ResumeToken read(String token) {
    try {
      var bytes = Base64.getDecoder().decode(token.strip());
      var json = JsonReader.read(new String(bytes, StandardCharsets.UTF_8));
      if (json instanceof Json.Members) {
        double taken = json.number("boto_truncate_amount");
        if (taken >= 0 && taken <= Integer.MAX_VALUE && taken == Math.rint(taken)) {
          return new ResumeToken(json.at("nextToken").map(Json::asText), (int) taken);
        }
      }
    } catch (IllegalArgumentException none) {
      // Told below.
    }
    throw Failure.usage(
        "--starting-token: %s (expected: the NextToken of an earlier answer)".formatted(token));
  }

  String text() {
    var name = page.map(token -> '"' + token + '"').orElse("null");
    var cut = taken == 0 ? "" : ", \"boto_truncate_amount\": " + taken;
    var json = "{\"nextToken\": " + name + cut + "}";
    return Base64.getEncoder().encodeToString(json.getBytes(StandardCharsets.UTF_8));
  }
}
