package dev.weir.compare.load;

import dev.weir.compare.process.JavaProgram;
import dev.weir.compare.process.Pinned;
import dev.weir.compare.process.Running;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/**
 * How late an idle process of its own is woken: what the machine itself adds to every latency,
 * since other guests, interrupts and other processes want the same processor.
 */
public final class HiccupMeter implements AutoCloseable {
  private static final long PERIOD = TimeUnit.MILLISECONDS.toNanos(1);
  private static final Duration TIME_TO_END = Duration.ofSeconds(5);

  private final Running running;

  private HiccupMeter(Running running) {
    this.running = running;
  }

  /** Starts one beside a server or beside the load. */
  public static HiccupMeter start(Pinned where) throws IOException {
    var command =
        JavaProgram.of(HiccupMeter.class)
            .jvm("-Xmx32m", "-Xss256k", "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1")
            .command();
    return new HiccupMeter(Running.start("hiccups", where, command));
  }

  /** Ends it; what it says is p99, p99.9 and maximum, in milliseconds. */
  public String stop() throws IOException {
    running.say("");
    return running.line(TIME_TO_END);
  }

  @Override
  public void close() {
    running.close();
  }

  /** The process: measures until a line comes. */
  public static void main(String[] arguments) throws IOException {
    var hiccups = new Histogram();
    while (System.in.available() == 0) {
      long before = System.nanoTime();
      LockSupport.parkNanos(PERIOD);
      hiccups.record(System.nanoTime() - before - PERIOD);
    }
    System.out.printf(
        "%.2f / %.2f / %.2f%n",
        hiccups.percentileMillis(99), hiccups.percentileMillis(99.9), hiccups.max() / 1e6);
  }
}
