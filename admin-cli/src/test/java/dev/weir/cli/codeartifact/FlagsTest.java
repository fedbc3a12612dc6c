package dev.weir.cli.codeartifact;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;

/**
 * Holds the verbs and their options to what the AWS CLI has. Each line of {@code aws-flags.txt} is
 * a verb with its options as the AWS CLI 1.45.11 lists them, {@code !} after those that must be
 * given.
 */
class FlagsTest {
  private static final Set<String> PAGING =
      Set.of("--max-items", "--starting-token", "--page-size", "--no-paginate");

  static List<String> awsLines() {
    try (var in = FlagsTest.class.getResourceAsStream("aws-flags.txt")) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8).lines().toList();
    } catch (IOException failed) {
      throw new UncheckedIOException(failed);
    }
  }

  @ParameterizedTest
  @MethodSource("awsLines")
  void verbHasTheFlagsOfAws(String line) {
    var words = List.of(line.split(" "));

    var options = options(words.get(0)).filter(option -> !PAGING.contains(option.longestName()));

    assertThat(options.map(option -> option.longestName() + (option.required() ? "!" : "")))
        .containsExactlyInAnyOrderElementsOf(words.subList(1, words.size()));
  }

  @ParameterizedTest
  @MethodSource("awsLines")
  void verbThatPagesHasThePagingFlagsOfAws(String line) {
    // aws pages what has both, see its paginators.
    boolean pages = line.contains("--max-results") && line.contains("--next-token");

    var flags = new TreeSet<>(options(line.split(" ", 2)[0]).map(OptionSpec::longestName).toList());

    assertThat(flags.containsAll(PAGING)).isEqualTo(pages);
  }

  @Test
  void everyVerbIsThere() {
    assertThat(specs(verb -> false).map(CommandSpec::name))
        .containsExactlyInAnyOrderElementsOf(
            awsLines().stream().map(line -> line.split(" ", 2)[0]).toList());
  }

  @Test
  void everyOptionHasItsWords() {
    var options = specs(verb -> true).flatMap(spec -> spec.options().stream());

    assertThat(options)
        .allSatisfy(option -> assertThat(Arrays.asList(option.description())).doesNotContain(""));
  }

  @Test
  void optionsAreMadeForTheVerbsThatAreWanted() {
    assertThat(specs("list-packages"::equals).filter(spec -> !spec.options().isEmpty()))
        .extracting(CommandSpec::name)
        .containsExactly("list-packages");
  }

  private static Stream<OptionSpec> options(String verb) {
    return specs(verb::equals)
        .filter(spec -> spec.name().equals(verb))
        .flatMap(spec -> spec.options().stream());
  }

  private static Stream<CommandSpec> specs(Predicate<String> whole) {
    return ApiVerbs.specs(
        () -> {
          throw new AssertionError("nothing runs");
        },
        whole)
        .stream();
  }
}
