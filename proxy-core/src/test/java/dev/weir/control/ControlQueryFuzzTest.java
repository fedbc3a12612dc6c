package dev.weir.control;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import dev.weir.testing.FuzzText;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * A query on the first line, as the server lets it in, and names to ask it for on the others: it is
 * refused, or says what a plain reading of it gives.
 */
class ControlQueryFuzzTest {
  @FuzzTest(maxDuration = "")
  void isReadAsTheReferenceReadsIt(byte[] data) {
    var lines = FuzzText.fields(data);
    // The server refuses a target with anything else in it.
    var query = FuzzText.at(lines, 0).replaceAll("[^!-~]|#", "");

    var expected = reference(query);
    Query read;
    try {
      read = Query.parse(query);
    } catch (ControlException refused) {
      assertThat(expected).as(query).isEmpty();
      assertThat(refused.status().code()).isEqualTo(400);
      assertThat(refused.getMessage()).startsWith("query: ").hasSizeLessThan(300);
      return;
    }
    assertThat(expected).as(query).isPresent();
    expected.get().forEach((name, value) -> assertThat(read.value(name)).contains(value));
    for (var name : lines) {
      assertThat(read.value(name)).isEqualTo(Optional.ofNullable(expected.get().get(name)));
    }
    assertChecked(new Fields(read, JsonBody.EMPTY), expected.get());
  }

  /** What an operation takes from it obeys its rule, or is refused by name. */
  private static void assertChecked(Fields fields, Map<String, String> values) {
    try {
      assertThat(fields.maxResults(50)).isBetween(1, 1000);
    } catch (ControlException refused) {
      assertThat(values).containsKey("max-results");
      assertThat(refused).hasMessageStartingWith("max-results: ");
    }
    try {
      assertThat(fields.domain().value()).matches("[a-z][a-z0-9-]{0,48}[a-z0-9]");
    } catch (ControlException refused) {
      assertThat(refused.getMessage()).matches("(?s)domain(-owner)?: .*");
    }
    for (var constraint : Constraint.values()) {
      try {
        fields.optional("domain", constraint);
      } catch (ControlException refused) {
        assertThat(refused).hasMessageStartingWith("domain: ");
      }
    }
  }

  /** Name by name and byte by byte; empty if it cannot be read in one way. */
  private static Optional<Map<String, String>> reference(String query) {
    var values = new HashMap<String, String>();
    for (var part : query.split("&", -1)) {
      if (part.isEmpty()) {
        continue;
      }
      var sides = part.split("=", 2);
      var name = decoded(sides[0]);
      var value = sides.length == 1 ? Optional.of("") : decoded(sides[1]);
      if (name.isEmpty() || value.isEmpty() || values.containsKey(name.get())) {
        return Optional.empty();
      }
      values.put(name.get(), value.get());
    }
    return Optional.of(values);
  }

  private static Optional<String> decoded(String text) {
    var bytes = new ByteArrayOutputStream();
    var rest = text;
    while (!rest.isEmpty()) {
      if (!rest.startsWith("%")) {
        bytes.write(rest.charAt(0));
        rest = rest.substring(1);
      } else if (rest.matches("(?s)%[0-9A-Fa-f]{2}.*")) {
        bytes.write(Integer.parseInt(rest.substring(1, 3), 16));
        rest = rest.substring(3);
      } else {
        return Optional.empty();
      }
    }
    try {
      var utf8 = StandardCharsets.UTF_8.newDecoder();
      return Optional.of(utf8.decode(ByteBuffer.wrap(bytes.toByteArray())).toString());
    } catch (CharacterCodingException noText) {
      return Optional.empty();
    }
  }
}
