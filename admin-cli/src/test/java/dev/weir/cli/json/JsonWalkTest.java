package dev.weir.cli.json;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class JsonWalkTest {
  @Test
  void membersAreVisitedInTheirOrderAndSectionsAreOpened() {
    assertThat(seen("{\"a\": 1.50,\n\"s\": {\"b\": {\"c\": 2},\n\"d\": []},\n\"s2\": {\"e\": 3}}"))
        .containsExactly("1 .a=1.50", "2 s.b=2", "3 s.d=", "4 .s2=3");
  }

  @Test
  void sectionThatIsNoObjectIsAMemberAsAnyOther() {
    assertThat(seen("{\"s\": [1]}")).containsExactly("1 .s=1");
  }

  @Test
  void commentsAndLastCommasArePassedOver() {
    assertThat(seen("{\"a\": [1,], // b\n /* c */ \"s\": {\"d\": 1,},}"))
        .containsExactly("1 .a=1", "2 s.d=1");
  }

  @ParameterizedTest
  @ValueSource(strings = {"\n[]", "\n1", "{}\n{}", "{\"a\":\n}", "{\"s\": {\"a\": 1\n"})
  void whatIsNoObjectIsToldWithItsLine(String text) {
    assertThatThrownBy(() -> seen(text))
        .isInstanceOf(MalformedJsonException.class)
        .extracting(thrown -> ((MalformedJsonException) thrown).line())
        .isEqualTo(2);
  }

  private static List<String> seen(String text) {
    List<String> seen = new ArrayList<>();
    JsonWalk.through(
        text,
        Set.of("s"),
        (section, name, value, line) ->
            seen.add("%d %s.%s=%s".formatted(line, section, name, value.asText())));
    return seen;
  }
}
