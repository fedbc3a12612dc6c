package dev.weir.http;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PathCheckTest {
  @ParameterizedTest
  @CsvSource({
    "/v1/../metrics, a segment ..",
    "/v1/., a segment .",
    "/v1/%2e%2E/x, a segment ..",
    "/v1/.%2e, a segment ..",
    "/v1//domains, an empty segment",
    "//v1, an empty segment",
    "/v1/%2F%2Fetc, an encoded slash",
    "/v1/a%2fb, an encoded slash",
    "/v1/%252f, encoded twice",
    "/v1/%00, a control character",
    "/v1/%0d%0a, a control character",
    "/v1/%7f, a control character",
    "/v1/a\\b, a backslash",
    "/v1/a%5Cb, a backslash",
    "/v1/%, a percent sign without two hexadecimal digits",
    "/v1/%4, a percent sign without two hexadecimal digits",
    "/v1/%g0, a percent sign without two hexadecimal digits"
  })
  void saysWhatIsWrong(String path, String problem) {
    assertThat(PathCheck.problem(path)).contains(problem);
  }

  @ParameterizedTest
  @ValueSource(strings = {"/", "/v1", "/v1/", "/weir/v1/x", "/a%20b/.../..a", "/%e4%bd%a0", "*"})
  void findsNothingWrong(String path) {
    assertThat(PathCheck.problem(path)).isEmpty();
  }

  @Test
  void aSegmentMayBeSoLongAndNoLonger() {
    assertThat(PathCheck.problem("/v1/" + "%41".repeat(255))).isEmpty();
    assertThat(PathCheck.problem("/v1/" + "a".repeat(766) + "/x"))
        .contains("a segment longer than 765 bytes");
  }
}
