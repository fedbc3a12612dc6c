package dev.weir.daemon;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.weir.cache.CpuPool;
import dev.weir.cache.Deadlines;
import dev.weir.config.CpuSettings;
import dev.weir.http.EventLoops;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A warm-up that never ended would be a client of the daemon's for ever. */
@Timeout(value = 30, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class WarmUpTest {
  private static final Duration FOR_EVER = Duration.ofDays(1);

  private final EventLoops loops = EventLoops.start(1);
  private final CpuPool cpu = new CpuPool(CpuSettings.DEFAULTS);
  private final ScheduledExecutorService timer = Executors.newSingleThreadScheduledExecutor();
  private final Deadlines deadlines = new Deadlines(timer, cpu.small());

  /** How often it has looked whether it may go on: before it starts and before each round. */
  private final AtomicInteger looks = new AtomicInteger();

  @AfterEach
  void close() {
    loops.closeAsync().toCompletableFuture().join();
    timer.shutdownNow();
    cpu.closeAsync().toCompletableFuture().join();
  }

  @Test
  void itEndsWhenItsTimeIsOver() {
    run(new WarmUp(Duration.ofSeconds(1), this::nobody));

    assertThat(looks).hasValueGreaterThan(1);
  }

  @Test
  void withoutTimeItDoesNotBegin() {
    run(new WarmUp(Duration.ZERO, this::nobody));

    assertThat(looks).hasValue(0);
  }

  @Test
  void itEndsWhenClientsCome() {
    run(new WarmUp(FOR_EVER, () -> looks.incrementAndGet() > 5));

    assertThat(looks).hasValue(6);
  }

  @Test
  void itDoesNotBeginWhenClientsAreThereAlready() {
    run(new WarmUp(FOR_EVER, () -> looks.incrementAndGet() > 0));

    assertThat(looks).hasValue(1);
  }

  @Test
  void closingEndsItAndWaitsUntilItHas() {
    var warmUp = new WarmUp(FOR_EVER, this::nobody);
    var running = CompletableFuture.runAsync(() -> run(warmUp));
    await().until(() -> looks.get() > 2);

    warmUp.closeAsync().toCompletableFuture().join();

    assertThat(running).succeedsWithin(10, TimeUnit.SECONDS);
  }

  @Test
  void closedBeforeItsBeginningItDoesNotBegin() {
    var warmUp = new WarmUp(FOR_EVER, this::nobody);
    var closed = warmUp.closeAsync();

    run(warmUp);

    assertThat(closed.toCompletableFuture()).isCompleted();
    assertThat(looks).hasValue(0);
  }

  private boolean nobody() {
    looks.incrementAndGet();
    return false;
  }

  private void run(WarmUp warmUp) {
    warmUp.run(loops, cpu, deadlines);
  }
}
