package dev.weir.resolve;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.model.PackageName;
import java.util.ArrayList;
import java.util.List;
import java.util.NavigableSet;
import java.util.Optional;
import java.util.Random;
import java.util.TreeSet;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class NameFilterTest {
  private static final String LETTERS = "ab09-_.!A~";

  static IntStream seeds() {
    return IntStream.range(0, 200);
  }

  /** A walk by {@code from} over any names finds just those that a look at each finds. */
  @ParameterizedTest
  @MethodSource("seeds")
  void aWalkThatJumpsFindsWhatALookAtEachFinds(int seed) {
    var random = new Random(seed);
    var names = new TreeSet<String>();
    Stream.generate(() -> name(random)).limit(300).flatMap(Optional::stream).forEach(names::add);
    var scope = random.nextBoolean() ? Optional.<String>empty() : Optional.of(prefix(random));
    var filter = new NameFilter(scope, random.nextInt(3) == 0 ? "" : prefix(random));

    var expected = names.stream().filter(name -> filter.shows(new PackageName(name))).toList();

    assertThat(walk(filter, names)).as("%s, seed %d", filter, seed).isEqualTo(expected);
  }

  @Test
  void whatIsNotMeantIsJumpedOver() {
    var filter = new NameFilter(Optional.empty(), "react");

    assertThat(filter.from("")).contains("@");
    assertThat(filter.from("@a/zzz")).contains("@a0");
    assertThat(filter.from("@a/b")).contains("@a/react");
    assertThat(filter.from("b")).contains("react");
    assertThat(filter.from("react-dom")).contains("react-dom");
    assertThat(filter.from("s")).isEmpty();
    assertThat(new NameFilter(Optional.of("types"), "").from("lodash")).isEmpty();
    assertThat(new NameFilter(Optional.of("types"), "").from("")).contains("@types");
    assertThat(NameFilter.ALL.from("")).contains("");
  }

  @ParameterizedTest
  @ValueSource(strings = {"\0", "ü", "a\0", "a b", "a/b", "@a", "%"})
  void noNameBeginsWithWhatNoNameHas(String prefix) {
    assertThat(new NameFilter(Optional.empty(), prefix).possible()).isFalse();
    assertThat(new NameFilter(Optional.of(prefix), "").possible()).isFalse();
  }

  private static List<String> walk(NameFilter filter, NavigableSet<String> names) {
    var found = new ArrayList<String>();
    var at = filter.from("");
    while (at.isPresent()) {
      var next = names.ceiling(at.get());
      if (next == null) {
        break;
      }
      var candidate = filter.from(next);
      if (candidate.filter(next::equals).isPresent()) {
        // A scope's name alone is no name, so what is left to check is the prefix of the base.
        if (filter.shows(new PackageName(next))) {
          found.add(next);
        }
        at = Optional.of(next + "\u0001");
      } else {
        at = candidate;
      }
    }
    return found;
  }

  private static Optional<String> name(Random random) {
    var name = text(random, 3);
    return PackageName.parse(random.nextBoolean() ? name : "@" + text(random, 2) + "/" + name)
        .map(PackageName::value);
  }

  private static String prefix(Random random) {
    var text = text(random, 2);
    return text.isEmpty() ? "a" : text;
  }

  private static String text(Random random, int longest) {
    var text = new StringBuilder();
    for (int left = 1 + random.nextInt(longest); left > 0; left--) {
      text.append(LETTERS.charAt(random.nextInt(LETTERS.length())));
    }
    return text.toString();
  }
}
