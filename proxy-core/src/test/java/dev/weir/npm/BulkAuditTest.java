package dev.weir.npm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.weir.model.PackageName;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class BulkAuditTest {
  @Test
  void namesAndVersionsAreReadAndWrittenInTheirOrder() {
    var audit = parse("{\"semver\":[\"7.8.6\",\"6.0.0\"], \"@types/estree\":[\"1.0.10\"]}");

    assertThat(audit.versions().get(new PackageName("semver"))).containsExactly("7.8.6", "6.0.0");
    assertThat(text(audit))
        .isEqualTo("{\"semver\":[\"7.8.6\",\"6.0.0\"],\"@types/estree\":[\"1.0.10\"]}");
  }

  @Test
  void aNameThatComesTwiceLosesNoVersion() {
    assertThat(parse("{\"a\":[\"1.0.0\"],\"a\":[\"2.0.0\"]}").versions().values())
        .containsExactly(List.of("1.0.0", "2.0.0"));
  }

  @Test
  void whatIsNoNameIsLeftOut() {
    assertThat(parse("{\"a b\":[\"1\"],\"../x\":[\"1\"],\"\":[\"1\"],\"-\":[\"1\"]}").isEmpty())
        .isTrue();
  }

  @Test
  void someOfItIsAnAuditToo() {
    var audit = parse("{\"ours\":[\"1.0.0\"],\"theirs\":[\"2.0.0\"]}");

    assertThat(text(audit.only(name -> !name.value().equals("ours"))))
        .isEqualTo("{\"theirs\":[\"2.0.0\"]}");
    assertThat(text(audit.only(name -> false))).isEqualTo("{}");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "[]",
        "{",
        "{}{}",
        "{\"a\":\"1\"}",
        "{\"a\":[1]}",
        "{\"a\":[\"1\"",
        "{\"a\":null}"
      })
  void anythingElseIsRefusedWithWhatWasExpected(String json) {
    assertThatThrownBy(() -> parse(json))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("expected: {\"<package>\":[\"<version>\"]}");
  }

  private static BulkAudit parse(String json) {
    return BulkAudit.parse(json.getBytes(StandardCharsets.UTF_8));
  }

  private static String text(BulkAudit audit) {
    return new String(audit.encode(), StandardCharsets.UTF_8);
  }
}
