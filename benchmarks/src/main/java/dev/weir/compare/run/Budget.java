package dev.weir.compare.run;

import java.time.Duration;
import java.util.function.LongSupplier;

/** The time that a run may take: what would not end within it is left out. */
public final class Budget {
  private final LongSupplier nanoTime;
  private final long end;

  private Budget(Duration time, LongSupplier nanoTime) {
    this.nanoTime = nanoTime;
    this.end = nanoTime.getAsLong() + time.toNanos();
  }

  /** From now on, by a clock such as {@link System#nanoTime}. */
  public static Budget of(Duration time, LongSupplier nanoTime) {
    return new Budget(time, nanoTime);
  }

  public boolean allows(Duration more) {
    return end - nanoTime.getAsLong() >= more.toNanos();
  }
}
