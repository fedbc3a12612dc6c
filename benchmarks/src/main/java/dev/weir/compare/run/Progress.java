package dev.weir.compare.run;

import java.io.PrintStream;
import java.time.Duration;
import java.util.Locale;

/** Says what is going on, a line each, with the minutes and seconds since the start. */
public final class Progress {
  private final PrintStream out;
  private final long start = System.nanoTime();

  public Progress(PrintStream out) {
    this.out = out;
  }

  public void say(String format, Object... values) {
    var since = Duration.ofNanos(System.nanoTime() - start);
    out.printf(
        Locale.ROOT,
        "[%d:%02d] %s%n",
        since.toMinutes(),
        since.toSecondsPart(),
        String.format(Locale.ROOT, format, values));
  }
}
