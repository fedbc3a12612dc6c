package dev.weir.resolve;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;

class SlicedInputTest {
  private static final byte[] BYTES = new byte[100_000];

  private final Semaphore one = new Semaphore(1, true);

  @Test
  void allBytesAreReadAndThePermitIsGivenBack() throws IOException {
    try (var input = new SlicedInput(new ByteArrayInputStream(BYTES), one)) {
      assertThat(one.availablePermits()).isZero();
      assertThat(input.readAllBytes()).isEqualTo(BYTES);
    }

    assertThat(one.availablePermits()).isOne();
  }

  @Test
  void closedTwiceItGivesOnePermitBack() throws IOException {
    var input = new SlicedInput(new ByteArrayInputStream(BYTES), one);
    input.close();
    input.close();

    assertThat(one.availablePermits()).isOne();
  }

  @Test
  void whoReadsWithoutEndDoesNotKeepAnotherOneWaiting() throws Exception {
    var stop = new AtomicBoolean();
    var begun = new CountDownLatch(1);
    var endless = CompletableFuture.runAsync(() -> readUntil(stop, begun));
    assertThat(begun.await(10, TimeUnit.SECONDS)).isTrue();

    var other = CompletableFuture.supplyAsync(this::length);

    assertThat(other.get(30, TimeUnit.SECONDS)).isEqualTo(BYTES.length);
    assertThat(endless).isNotDone();
    stop.set(true);
    endless.get(30, TimeUnit.SECONDS);
  }

  private void readUntil(AtomicBoolean stop, CountDownLatch begun) {
    try (var input = new SlicedInput(new Endless(), one)) {
      var buffer = new byte[1000];
      while (!stop.get()) {
        assertThat(input.read(buffer)).isPositive();
        begun.countDown();
      }
    } catch (IOException impossible) {
      throw new AssertionError(impossible);
    }
  }

  private int length() {
    try (var input = new SlicedInput(new ByteArrayInputStream(BYTES), one)) {
      return input.readAllBytes().length;
    } catch (IOException impossible) {
      throw new AssertionError(impossible);
    }
  }

  private static final class Endless extends InputStream {
    @Override
    public int read() {
      return 0;
    }
  }
}
