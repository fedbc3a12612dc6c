package dev.weir.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What is said when the service says no: code, operation and message, exit code 1, asked once. */
class RefusedTest {
  @ParameterizedTest
  @MethodSource("dev.weir.cli.EveryVerb#ofCodeArtifact")
  void errorOfTheApiIsToldAsAwsDoes(List<String> line) {
    try (var daemon = FakeDaemon.start()) {
      daemon.answers(
          404,
          Map.of("x-amzn-ErrorType", "ResourceNotFoundException"),
          "{\"__type\":\"ResourceNotFoundException\",\"message\":\"Domain not found.\"}");

      var run = Weir.of(daemon).run(line);

      assertThat(run.code()).isEqualTo(1);
      assertThat(run.out()).isEmpty();
      assertThat(run.err())
          .isEqualTo(
              "weir: An error occurred (ResourceNotFoundException) when calling the %s operation:"
                      .formatted(operation(line.get(0)))
                  + " Domain not found.\n");
    }
  }

  @ParameterizedTest
  @MethodSource("dev.weir.cli.EveryVerb#ofWeir")
  void errorOfTheExtensionsIsTold(List<String> line) {
    try (var daemon = FakeDaemon.start()) {
      daemon.answers(400, Map.of(), "{\"error\":\"bad\",\"message\":\"version: x\"}");

      var run = Weir.of(daemon).run(line);

      assertThat(run.code()).isEqualTo(1);
      assertThat(run.err())
          .startsWith("weir: An error occurred (400) when calling ")
          .endsWith(": version: x\n");
    }
  }

  @ParameterizedTest
  @MethodSource("dev.weir.cli.EveryVerb#lines")
  void overloadIsNotMadeWorse(List<String> line) {
    try (var daemon = FakeDaemon.start()) {
      daemon.answers(
          429,
          Map.of("x-amzn-ErrorType", "ThrottlingException", "Retry-After", "1"),
          "{\"message\":\"slow down\"}");

      var run = Weir.of(daemon).run(line);

      assertThat(run.code()).isEqualTo(1);
      assertThat(run.err()).contains("slow down");
      assertThat(daemon.asked()).hasSize(1);
    }
  }

  @Test
  void errorWithoutTypeIsToldByItsStatus() {
    try (var daemon = FakeDaemon.start()) {
      daemon.answers(421, Map.of(), "{\"message\":\"Host: weir.example\"}");

      var run = Weir.of(daemon).run("list-domains");

      assertThat(run.code()).isEqualTo(1);
      assertThat(run.err()).contains("(421)").contains("Host: weir.example");
    }
  }

  private static String operation(String verb) {
    var name = new StringBuilder();
    for (String word : verb.split("-", -1)) {
      name.append(Character.toUpperCase(word.charAt(0))).append(word.substring(1));
    }
    return name.toString();
  }
}
