package dev.weir.cli.yaml;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class YamlWalkTest {
  @Test
  void entriesAreVisitedInTheirOrderAndSectionsAreOpened() {
    assertThat(
            seen(
                """
                a: 1.50
                s:
                  b: {c: [on, null]}
                  ? d
                  : "e"
                s2: {f: g}
                """))
        .containsExactly("1 .a=1.50", "3 s.b=on, null", "5 s.d=e", "6 .s2=g");
  }

  @Test
  void eachDocumentIsVisitedAndEmptyOnesAreNothing() {
    assertThat(seen("---\na: b\n---\n---\nc: d\n")).containsExactly("2 .a=b", "5 .c=d");
    assertThat(seen("")).isEmpty();
    assertThat(seen("# nothing\n")).isEmpty();
  }

  @Test
  void tagsMakeNothing() {
    assertThat(seen("a: !!java.net.URL [x]\n")).containsExactly("1 .a=x");
  }

  @Test
  void whatIsNotReadIsToldWithItsLine() {
    assertRefused("a: &x b\nc: *x\n", 2, "an alias (expected: the value itself)");
    assertRefused("\n- a\n", 2, "no mapping");
    assertRefused("a: b\n[c]: d\n", 2, "a key that is no word");
    assertRefused("a: " + "[".repeat(100) + "]".repeat(100), 1, "nested more than 50 deep");
  }

  private static void assertRefused(String text, int line, String message) {
    assertThatThrownBy(() -> seen(text))
        .isInstanceOf(MalformedYamlException.class)
        .hasMessage(message)
        .extracting(thrown -> ((MalformedYamlException) thrown).line())
        .isEqualTo(line);
  }

  private static List<String> seen(String text) {
    List<String> seen = new ArrayList<>();
    YamlWalk.through(
        text,
        Set.of("s"),
        (section, name, value, line) ->
            seen.add("%d %s.%s=%s".formatted(line, section, name, value.asText())));
    return seen;
  }
}
