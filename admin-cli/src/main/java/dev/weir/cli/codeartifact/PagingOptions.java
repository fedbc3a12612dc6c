package dev.weir.cli.codeartifact;

import dev.weir.cli.Failure;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.stream.Stream;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;

/** The AWS CLI's own options of verbs that list. */
final class PagingOptions {
  private static final String MOST = "--max-items";
  private static final String START = "--starting-token";
  private static final String SIZE = "--page-size";
  private static final String ONE = "--no-paginate";

  private PagingOptions() {}

  static List<OptionSpec> all() {
    return List.of(
        option(MOST, "N", "Stop after so many, with a NextToken to go on from."),
        option(START, "TOKEN", "Where --max-items stopped before."),
        option(SIZE, "N", "How many to ask for at a time."),
        OptionSpec.builder(ONE)
            .type(boolean.class)
            .description("Only the first answer, with its nextToken.")
            .build());
  }

  private static OptionSpec option(String name, String label, String text) {
    return OptionSpec.builder(name).type(String.class).paramLabel(label).description(text).build();
  }

  /** How to page, or empty if one answer is wanted as it is. */
  static Optional<Paging> read(CommandSpec spec, PagedMembers members) {
    boolean one =
        Stream.of(ONE, "--max-results", "--next-token")
            .anyMatch(name -> Options.given(spec, name).isPresent());
    if (!one) {
      var start = Options.given(spec, START).map(words -> ResumeToken.read(words.get(0)));
      long limit = number(spec, MOST).orElse(Long.MAX_VALUE);
      return Optional.of(new Paging(members, limit, start.orElse(ResumeToken.START)));
    }
    for (String name : List.of(MOST, START, SIZE)) {
      if (Options.given(spec, name).isPresent()) {
        throw Failure.usage(name + " goes with none of --max-results, --next-token and " + ONE);
      }
    }
    return Optional.empty();
  }

  static OptionalLong pageSize(CommandSpec spec) {
    return number(spec, SIZE);
  }

  private static OptionalLong number(CommandSpec spec, String name) {
    var given = Options.given(spec, name);
    if (given.isEmpty()) {
      return OptionalLong.empty();
    }
    var text = given.get().get(0);
    try {
      int number = Integer.parseInt(text);
      if (number > 0) {
        return OptionalLong.of(number);
      }
    } catch (NumberFormatException none) {
      // Told below, as one that is too small.
    }
    throw Failure.usage("%s: %s (expected: a whole number > 0)".formatted(name, text));
  }
}
