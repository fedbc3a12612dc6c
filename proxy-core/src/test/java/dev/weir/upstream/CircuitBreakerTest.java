package dev.weir.upstream;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.upstream.CircuitBreaker.Permit;
import io.netty.util.concurrent.MockTicker;
import io.netty.util.concurrent.Ticker;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class CircuitBreakerTest {
  private final MockTicker ticker = Ticker.newMockTicker();
  private final List<Boolean> changes = new ArrayList<>();
  private final CircuitBreaker breaker =
      new CircuitBreaker(3, Duration.ofSeconds(5), ticker, changes::add);

  @Test
  void opensAfterFaultsInARow() {
    fail(2);
    assertThat(breaker.refuses()).isFalse();

    fail(1);

    assertThat(breaker.refuses()).isTrue();
    assertThat(breaker.tryPass()).isEmpty();
    assertThat(changes).containsExactly(true);
  }

  @Test
  void aSuccessBetweenStartsTheCountAgain() {
    fail(2);
    breaker.succeeded(pass());
    fail(2);

    assertThat(breaker.refuses()).isFalse();
    assertThat(changes).isEmpty();
  }

  @Test
  void oneProbePassesAfterThePause() {
    fail(3);

    ticker.advance(4999, TimeUnit.MILLISECONDS);
    assertThat(breaker.tryPass()).isEmpty();
    ticker.advance(1, TimeUnit.MILLISECONDS);
    assertThat(breaker.refuses()).isFalse();

    assertThat(breaker.tryPass()).isPresent();
    assertThat(breaker.tryPass()).isEmpty();
    assertThat(breaker.refuses()).isTrue();
  }

  @Test
  void isOpenUntilAProbeHasFoundTheOriginBack() {
    assertThat(breaker.open()).isFalse();
    fail(3);
    assertThat(breaker.open()).isTrue();

    ticker.advance(5, TimeUnit.SECONDS);
    assertThat(breaker.open()).isTrue();
    var probe = pass();
    assertThat(breaker.open()).isTrue();
    breaker.succeeded(probe);

    assertThat(breaker.open()).isFalse();
  }

  @Test
  void aProbesSuccessCloses() {
    breaker.succeeded(probe());

    assertThat(breaker.refuses()).isFalse();
    assertThat(changes).containsExactly(true, false);
    fail(2);
    assertThat(breaker.refuses()).isFalse();
  }

  @Test
  void aProbesFaultOpensForAnotherPause() {
    breaker.failed(probe());

    assertThat(breaker.tryPass()).isEmpty();
    ticker.advance(5, TimeUnit.SECONDS);
    assertThat(breaker.tryPass()).isPresent();
    assertThat(changes).containsExactly(true);
  }

  @Test
  void aWithdrawnProbeLeavesItsTurnToTheNext() {
    breaker.withdrawn(probe());

    assertThat(breaker.tryPass()).isPresent();
    assertThat(breaker.tryPass()).isEmpty();
  }

  @Test
  void resultsOfAnEarlierTurnChangeNothing() {
    var slow = pass();
    var slower = pass();
    var probe = probe();

    breaker.succeeded(slow);
    breaker.failed(slower);

    assertThat(breaker.refuses()).isTrue();
    breaker.succeeded(probe);
    assertThat(breaker.refuses()).isFalse();
    breaker.failed(probe);
    fail(2);
    assertThat(breaker.refuses()).isFalse();
  }

  private Permit probe() {
    fail(3);
    ticker.advance(5, TimeUnit.SECONDS);
    return pass();
  }

  private void fail(int times) {
    for (int i = 0; i < times; i++) {
      breaker.failed(pass());
    }
  }

  private Permit pass() {
    return breaker.tryPass().orElseThrow();
  }
}
