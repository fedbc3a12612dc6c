package dev.weir.control;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.control.ControlException.Reason;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class QueryTest {
  @ParameterizedTest
  @CsvSource({
    "domain=my-domain, domain, my-domain",
    "a=1&b=2, b, 2",
    "a=%2F%3a%20, a, '/: '",
    "a=%C3%A9%F0%9F%98%80, a, é😀",
    "a=x=y, a, x=y",
    "%61=1, a, 1",
    "version=1.0.0+build, version, 1.0.0+build",
    "sortBy=PUBLISHED_TIME, sortBy, PUBLISHED_TIME",
    "a=~%2A%24, a, ~*$",
    "&&a=1&, a, 1",
    "a=?, a, ?"
  })
  void valuesAreDecodedOnce(String query, String name, String value) {
    assertThat(Query.parse(query).value(name)).contains(value);
  }

  @Test
  void aPercentSignThatWasEncodedStays() {
    assertThat(Query.parse("a=%2541").value("a")).contains("%41");
  }

  @ParameterizedTest
  @ValueSource(strings = {"a", "a=", "a=&b=1"})
  void anEmptyValueIsAValue(String query) {
    assertThat(Query.parse(query).value("a")).contains("");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "&", "b=1", "A=1", "a%20=1"})
  void whatIsNotNamedIsAbsent(String query) {
    assertThat(Query.parse(query).value("a")).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"a=1&a=2", "a=1&a=1", "a=1&b=2&%61=3", "a&a="})
  void aNameThatStandsThereTwiceIsRefused(String query) {
    Refused.by(() -> Query.parse(query))
        .saying(Reason.CANNOT_PARSE, "query: a stands there twice (expected: once)");
  }

  @ParameterizedTest
  @ValueSource(strings = {"a=%", "a=%4", "a=%zz", "a=%-1", "%=1", "a=1%2"})
  void aPercentSignNeedsTwoDigits(String query) {
    assertThat(Refused.by(() -> Query.parse(query)).error())
        .hasMessageContaining("expected: two hexadecimal digits after each %");
  }

  @ParameterizedTest
  @ValueSource(strings = {"a=%ff", "a=%C3", "a=%C0%AF", "a=%ED%A0%80"})
  void bytesThatAreNoTextAreRefused(String query) {
    assertThat(Refused.by(() -> Query.parse(query)).error())
        .hasMessageContaining("expected: UTF-8");
  }

  @Test
  void whatIsSaidBackIsShort() {
    var name = "n".repeat(5000);

    assertThat(Refused.by(() -> Query.parse(name + "=1&" + name + "=2")).error().getMessage())
        .hasSizeLessThan(200);
  }
}
