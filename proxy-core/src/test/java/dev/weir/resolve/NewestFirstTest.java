package dev.weir.resolve;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** In which order versions are named, and how many. */
class NewestFirstTest {
  @Test
  void theNewestComesFirstAndWhatIsNoVersionLast() {
    var all = List.of("1.9.0", "b", "1.10.0", "2.0.0-rc.1", "a", "2.0.0");

    assertThat(NewestFirst.of(all, text -> text, 10).first())
        .containsExactly("2.0.0", "2.0.0-rc.1", "1.10.0", "1.9.0", "b", "a");
  }

  @Test
  void whatIsTooMuchIsCounted() {
    var all = new ArrayList<String>();
    IntStream.range(0, 7).forEach(i -> all.add("1.0." + i));

    var some = NewestFirst.of(all, text -> text, 3);

    assertThat(some.first()).containsExactly("1.0.6", "1.0.5", "1.0.4");
    assertThat(some.more()).isEqualTo(4);
  }
}
