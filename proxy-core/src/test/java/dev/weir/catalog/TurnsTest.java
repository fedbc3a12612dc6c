package dev.weir.catalog;

import static dev.weir.catalog.Fixtures.await;
import static dev.weir.catalog.Fixtures.refusalKind;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.weir.catalog.CatalogException.Kind;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** Asynchronous steps, one after another. */
final class TurnsTest {
  private final List<String> told = new ArrayList<>();

  @Test
  void aStepWaitsForTheEndOfTheOneBefore() {
    var turns = new Turns(10);
    var first = new CompletableFuture<String>();

    turns.take("x", () -> start("first", first));
    var second = turns.take("x", () -> start("second", CompletableFuture.completedStage("")));
    assertThat(told).containsExactly("first");

    first.complete("");
    await(second);
    assertThat(told).containsExactly("first", "second");
  }

  @Test
  void aStepThatFailsOrThrowsLetsTheNextOneRun() {
    var turns = new Turns(10);

    var failed = turns.take("x", () -> CompletableFuture.failedStage(new ArithmeticException()));
    var threw =
        turns.take(
            "x",
            () -> {
              throw new IllegalStateException();
            });
    var good = turns.take("x", () -> CompletableFuture.completedStage("good"));

    assertThatThrownBy(() -> await(failed)).hasCauseInstanceOf(ArithmeticException.class);
    assertThatThrownBy(() -> await(threw)).hasCauseInstanceOf(IllegalStateException.class);
    assertThat(await(good)).isEqualTo("good");
  }

  @Test
  void oneMoreThanMayWaitIsRefused() {
    var turns = new Turns(2);
    var first = new CompletableFuture<String>();
    turns.take("x", () -> first);
    var second = turns.take("x", () -> CompletableFuture.completedStage("second"));
    var third = turns.take("x", () -> CompletableFuture.completedStage("third"));

    var fourth = turns.take("x", () -> start("fourth", CompletableFuture.completedStage("")));

    assertThat(refusalKind(() -> await(fourth))).isEqualTo(Kind.OVERLOADED);
    first.complete("first");
    assertThat(await(second)).isEqualTo("second");
    assertThat(await(third)).isEqualTo("third");
    assertThat(told).isEmpty();
  }

  @Test
  void manyStepsThatEndAtOnceDoNotPileUp() {
    var turns = new Turns(100_000);
    var first = new CompletableFuture<Integer>();
    var ran = new AtomicInteger();
    turns.take("x", () -> first);
    for (int i = 0; i < 100_000; i++) {
      turns.take("x", () -> CompletableFuture.completedStage(ran.incrementAndGet()));
    }

    first.complete(0);

    assertThat(ran).hasValue(100_000);
  }

  @Test
  void aStepMayBeTakenWhileAResultIsTold() {
    var turns = new Turns(10);
    var first = new CompletableFuture<String>();
    var nested =
        turns
            .take("x", () -> first)
            .thenCompose(
                value -> turns.take("x", () -> CompletableFuture.completedStage(value + "!")));

    first.complete("first");

    assertThat(await(nested)).isEqualTo("first!");
  }

  private CompletionStage<String> start(String name, CompletionStage<String> step) {
    told.add(name);
    return step;
  }
}
