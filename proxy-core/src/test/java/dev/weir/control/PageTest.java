package dev.weir.control;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PageTest {
  private static final PageTokens TOKENS = new PageTokens(new byte[32]);

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 7, 10, 1000})
  void pagesTogetherAreTheWholeListOnce(int size) {
    var all = IntStream.range(0, 10).mapToObj("key%d"::formatted).toList();

    assertThat(walk(new TreeSet<>(all), size, () -> {})).isEqualTo(all);
  }

  @Test
  void thePageThatReachesTheEndHasNoToken() {
    var page = Page.of(listing(3, null), Stream.of("a", "b", "c"), key -> key);

    assertThat(page.elements()).containsExactly("a", "b", "c");
    assertThat(page.nextToken()).isNull();
  }

  @Test
  void oneMoreThanThePageHasOne() {
    var page = Page.of(listing(3, null), Stream.of("a", "b", "c", "d"), key -> key);

    assertThat(page.elements()).containsExactly("a", "b", "c");
    assertThat(page.nextToken()).isNotNull();
  }

  @Test
  void noElementsAreOneEmptyPage() {
    var page = Page.of(listing(3, null), Stream.<String>empty(), key -> key);

    assertThat(page.elements()).isEmpty();
    assertThat(page.nextToken()).isNull();
  }

  @Test
  void noMoreIsLookedAtThanThePageNeeds() {
    var looked = new ArrayList<Integer>();

    Page.of(
        listing(2, null), IntStream.iterate(0, i -> i + 1).boxed().peek(looked::add), i -> "" + i);

    assertThat(looked).hasSizeLessThanOrEqualTo(3);
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12})
  void whatStoodStillIsShownOnceWhateverIsAddedAndRemovedBetweenPages(long seed) {
    var chance = new Random(seed);
    var still = IntStream.range(0, 40).mapToObj("k%03d"::formatted).toList();
    var list = new TreeSet<>(still);

    var shown =
        walk(
            list,
            1 + chance.nextInt(6),
            () -> {
              list.add("k%03d-%d".formatted(chance.nextInt(40), chance.nextInt(4)));
              list.removeIf(key -> key.contains("-") && chance.nextBoolean());
            });

    assertThat(shown).as("seed %d", seed).doesNotHaveDuplicates().isSorted();
    assertThat(shown.stream().filter(key -> !key.contains("-")).toList()).isEqualTo(still);
  }

  @Test
  void aTokenWhoseElementIsGoneGoesOnBehindItsPlace() {
    var list = new TreeSet<>(List.of("a", "b", "c", "d"));

    assertThat(walk(list, 2, () -> list.remove("b"))).containsExactly("a", "b", "c", "d");
  }

  /** Reads the list page by page; {@code between} happens after each page. */
  private static List<String> walk(SortedSet<String> list, int size, Runnable between) {
    var shown = new ArrayList<String>();
    String token = null;
    do {
      var listing = listing(size, token);
      var behind = Page.<String>behind(listing, key -> key);
      var page = Page.of(listing, list.stream().filter(behind), key -> key);
      shown.addAll(page.elements());
      token = page.nextToken();
      between.run();
    } while (token != null);
    return shown;
  }

  private static Listing listing(int max, @Nullable String token) {
    return Listing.of(
        TOKENS, Operation.LIST_REPOSITORIES, max, "next-token", Optional.ofNullable(token));
  }
}
