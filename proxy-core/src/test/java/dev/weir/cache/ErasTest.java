package dev.weir.cache;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.model.PackageName;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

/** A purge begins another era of its package, and of no other. */
class ErasTest {
  private static final PackageName ONE = new PackageName("one");
  private static final PackageName OTHER = new PackageName("other");

  private final Eras eras = new Eras();

  @Test
  void eachEndBeginsAnotherEra() {
    long first = eras.of(ONE);
    eras.end(ONE);
    long second = eras.of(ONE);
    eras.end(ONE);

    assertThat(List.of(first, second, eras.of(ONE))).doesNotHaveDuplicates();
  }

  @Test
  void otherPackagesStayInTheirs() {
    long before = eras.of(OTHER);

    eras.end(ONE);

    assertThat(eras.of(OTHER)).isEqualTo(before);
  }

  @Test
  void tooManyPackagesBeginOneTogetherAndNoneComesBack() {
    eras.end(ONE);
    long one = eras.of(ONE);
    long other = eras.of(OTHER);

    for (int i = 0; i <= Eras.MOST; i++) {
      eras.end(new PackageName("package-" + i));
    }

    assertThat(eras.of(ONE)).isGreaterThan(one);
    assertThat(eras.of(OTHER)).isGreaterThan(other);
  }

  @Test
  void stepsOfOneKeyRunByTurnsAndThoseOfOthersMeanwhile() {
    var turns = new KeyedTurns<PackageName>();
    var first = new CompletableFuture<String>();

    var one = turns.take(ONE, () -> first).toCompletableFuture();
    var two =
        turns
            .take(ONE, () -> CompletableFuture.completedFuture("two " + first.isDone()))
            .toCompletableFuture();
    var other =
        turns.take(OTHER, () -> CompletableFuture.completedFuture("other")).toCompletableFuture();

    assertThat(other).isCompletedWithValue("other");
    assertThat(two).isNotDone();
    first.completeExceptionally(new IllegalStateException("a step that fails keeps nobody"));
    assertThat(one).isCompletedExceptionally();
    assertThat(two).isCompletedWithValue("two true");
    assertThat(turns.take(ONE, () -> CompletableFuture.completedFuture(3)).toCompletableFuture())
        .isCompletedWithValue(3);
  }
}
