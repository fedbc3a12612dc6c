package dev.weir.cli.prewarm;

import dev.weir.cli.output.Words;
import java.io.PrintWriter;

/**
 * Tells how far a run is: in a line that is drawn anew on a terminal, elsewhere with a line for
 * each tenth. For one thread at a time.
 */
final class Progress {
  /** How it is told. */
  enum Form {
    BAR,
    LINES,
    NONE
  }

  private static final int WIDTH = 30;
  private static final int TENTHS = 10;
  private static final int DRAWINGS = 200;

  private final PrintWriter err;
  private final Form form;
  private final int total;
  private int told;

  /**
   * One at its beginning.
   *
   * @param total how many tarballs there are
   */
  Progress(PrintWriter err, Form form, int total) {
    this.err = err;
    this.form = form;
    this.total = total;
  }

  /** {@code seen} of them have been seen to, and so many bytes have come. */
  void is(int seen, long bytes) {
    int steps = form == Form.BAR ? DRAWINGS : TENTHS;
    int step = (int) ((long) seen * steps / Math.max(1, total));
    if (form == Form.NONE || step == told) {
      return;
    }
    told = step;
    var words = "%d of %d tarballs, %s".formatted(seen, total, Words.bytes((double) bytes));
    if (form == Form.BAR) {
      int full = (int) ((long) seen * WIDTH / total);
      err.print("\r[%s%s] %s ".formatted("#".repeat(full), ".".repeat(WIDTH - full), words));
      err.flush();
    } else {
      err.println("weir: " + words);
    }
  }

  /** What comes next begins a line of its own. */
  void end() {
    if (form == Form.BAR && told > 0) {
      err.println();
    }
  }
}
