package dev.weir.cli.codeartifact;

import dev.weir.cli.FakeDaemon;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;

/**
 * A command line and what the service answers to its requests, from {@code answers.txt}.
 *
 * @param line the words after {@code weir} or {@code aws codeartifact}
 * @param answers the bodies, one for each request
 */
public record Answered(List<String> line, List<String> answers) {
  /** All of them. */
  public static Stream<Answered> all() {
    try (var in = Answered.class.getResourceAsStream("answers.txt")) {
      var text = new String(in.readAllBytes(), StandardCharsets.UTF_8);
      return Arrays.stream(text.replaceFirst("#.*\n", "").split("\n\n", -1)).map(Answered::of);
    } catch (IOException failed) {
      throw new UncheckedIOException(failed);
    }
  }

  private static Answered of(String paragraph) {
    var lines = paragraph.strip().lines().toList();
    return new Answered(Arrays.asList(lines.get(0).split(" ")), lines.subList(1, lines.size()));
  }

  /** Tells {@code daemon} to answer so. */
  public void prepare(FakeDaemon daemon) {
    answers.forEach(daemon::answers);
  }

  @Override
  public String toString() {
    return String.join(" ", line) + " " + answers.size();
  }
}
