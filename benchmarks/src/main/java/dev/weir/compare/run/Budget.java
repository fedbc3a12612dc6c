package dev.weir.compare.run;

import java.time.Duration;

/** The time that a run may take: a round that would not end within it is left out. */
public final class Budget {
  private final long end;

  private Budget(long end) {
    this.end = end;
  }

  /** From now on. */
  public static Budget of(Duration time) {
    return new Budget(System.nanoTime() + time.toNanos());
  }

  public boolean allows(Duration more) {
    return end - System.nanoTime() >= more.toNanos();
  }
}
